import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reads the configuration of an application as Spring Boot does, and says what its producer gets.
 *
 * A line holds a folder, a tab, and the profiles that are chosen, with commas; nothing behind the tab when nobody chooses.
 * The answer is one JSON object a line: the settings as text, or why Boot refuses under "!". No application is started.
 */
public class SpringOracle {
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t", -1);
            answers.println(answer(parts[0], parts[1]));
            answers.flush();
        }
    }

    static String answer(String folder, String profiles) {
        try {
            StandardEnvironment environment = new StandardEnvironment();
            Map<String, Object> asked = new TreeMap<>(Map.of("spring.config.location", "file:" + folder + "/"));
            if (!profiles.isEmpty()) {
                asked.put("spring.profiles.active", profiles);
            }
            environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
            environment.getPropertySources().addFirst(new MapPropertySource("asked", asked));
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
            Map<String, Object> found = producer(environment);
            return "{" + new TreeMap<>(found).entrySet().stream()
                .map(each -> quoted(each.getKey()) + ": " + quoted(text(each.getValue())))
                .collect(Collectors.joining(", ")) + "}";
        } catch (Exception refusal) {
            return "{\"!\": " + quoted(String.valueOf(refusal)) + "}";
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> producer(StandardEnvironment environment) throws Exception {
        Class<?> type = type();
        Object properties = type.getConstructor().newInstance();
        Binder.get(environment).bind("spring.kafka", Bindable.ofInstance((Object) properties));
        for (Method method : type.getMethods()) {
            if (method.getName().equals("buildProducerProperties")) {
                return (Map<String, Object>) method.invoke(properties, new Object[method.getParameterCount()]);
            }
        }
        throw new IllegalStateException("no buildProducerProperties");
    }

    static Class<?> type() throws ClassNotFoundException {
        try {
            return Class.forName("org.springframework.boot.kafka.autoconfigure.KafkaProperties");
        } catch (ClassNotFoundException older) {
            return Class.forName("org.springframework.boot.autoconfigure.kafka.KafkaProperties");
        }
    }

    static String text(Object value) {
        return value instanceof Collection<?> all
            ? all.stream().map(String::valueOf).collect(Collectors.joining(","))
            : value instanceof Class<?> type ? type.getName() : String.valueOf(value);
    }

    static String quoted(String text) {
        StringBuilder told = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            told.append(character < ' ' || character > '~' || character == '"' || character == '\\'
                ? String.format("\\u%04x", (int) character) : character);
        }
        return told.append('"').toString();
    }
}
