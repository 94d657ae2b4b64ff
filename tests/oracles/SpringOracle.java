import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads the configuration of an application as Spring Boot does, and says what a producer gets.
 *
 * A line holds a folder, a tab, the profiles that are chosen, with commas, a tab, and whose producer it is: that of Boot
 * ("boot"), of Kafka Streams in Boot ("streams"), of a function of the binder for Streams ("function", a space, its name; nothing
 * for the others), or of an output of the binder for Kafka ("output", a space, its name). `variables.env` in the folder is
 * the environment. The answer is one JSON object a line: the settings as text, or why somebody refuses under "!". No
 * application is started; what is not on the path of every line of Boot is called by name.
 */
public class SpringOracle {
    static final String BINDER = "org.springframework.cloud.stream.binder.kafka.";
    static final String STREAMS = BINDER + "streams.";

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t", -1);
            answers.println(answer(parts[0], parts[1], parts[2].split(" ", -1)));
            answers.flush();
        }
    }

    static String answer(String folder, String profiles, String[] whose) {
        try {
            StandardEnvironment environment = new StandardEnvironment();
            Map<String, Object> asked = new TreeMap<>(Map.of("spring.config.location", "file:" + folder + "/"));
            if (!profiles.isEmpty()) {
                asked.put("spring.profiles.active", profiles);
            }
            environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
            environment.getPropertySources().addFirst(new MapPropertySource("asked", asked));
            environment.getPropertySources().addLast(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables(Path.of(folder, "variables.env"))));
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
            Map<String, Object> found = switch (whose[0]) {
                case "boot" -> asMap(call(boot(environment), "buildProducerProperties"));
                case "streams" -> streams(asMap(call(boot(environment), "buildStreamsProperties")));
                case "function" -> streams(function(environment, whose[1]));
                default -> output(environment, whose[1]);
            };
            return "{" + new TreeMap<>(found).entrySet().stream()
                .map(each -> quoted(each.getKey()) + ": " + quoted(text(each.getValue())))
                .collect(Collectors.joining(", ")) + "}";
        } catch (InvocationTargetException refusal) {
            return "{\"!\": " + quoted(String.valueOf(refusal.getCause())) + "}";
        } catch (Exception refusal) {
            return "{\"!\": " + quoted(String.valueOf(refusal)) + "}";
        }
    }

    static Map<String, Object> variables(Path file) throws Exception {
        Map<String, Object> found = new TreeMap<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            found.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return found;
    }

    static Object boot(StandardEnvironment environment) throws Exception {
        return bound(environment, "spring.kafka", type().getConstructor().newInstance());
    }

    static Object bound(StandardEnvironment environment, String prefix, Object properties) {
        Binder.get(environment).bind(prefix, Bindable.ofInstance(properties));
        return properties;
    }

    /** What Kafka Streams gives to its producers. */
    static Map<String, Object> streams(Map<String, Object> properties) throws Exception {
        Map<String, Object> given = new TreeMap<>(properties);
        given.putIfAbsent("application.id", "a");
        Object config = make("org.apache.kafka.streams.StreamsConfig", given);
        Map<String, Object> found = new TreeMap<>(asMap(call(config, "getProducerConfigs", "a")));
        if (given.containsKey("processing.guarantee")) {
            found.put("processing.guarantee", given.get("processing.guarantee"));
        }
        return found;
    }

    /** The configuration of Streams with which the binder runs a function. */
    static Map<String, Object> function(StandardEnvironment environment, String name) throws Exception {
        Object boot = boot(environment);
        Map<String, Object> properties = new TreeMap<>(asMap(call(boot, "buildStreamsProperties")));
        properties.putIfAbsent("application.id", "a");
        Object streams = make("org.springframework.kafka.config.KafkaStreamsConfiguration", properties);
        Object binder = bound(environment, "spring.cloud.stream.kafka.streams.binder",
            make(STREAMS + "properties.KafkaStreamsBinderConfigurationProperties", boot, nothing()));
        Map<String, Object> found = new TreeMap<>(asMap(call(make(STREAMS + "KafkaStreamsBinderSupportAutoConfiguration"),
            "streamConfigGlobalProperties", binder, streams, environment, null)));
        Object own = asMap(call(binder, "getFunctions")).get(name);
        if (own != null && call(own, "getConfiguration") != null) {
            found.putAll(asMap(call(own, "getConfiguration")));
        }
        return found;
    }

    /** What the binder for Kafka makes the producer of an output from; one for all where it has a prefix for transactions. */
    static Map<String, Object> output(StandardEnvironment environment, String name) throws Exception {
        Object boot = boot(environment);
        Object own = bound(environment, "spring.cloud.stream.kafka.binder",
            make(BINDER + "properties.KafkaBinderConfigurationProperties", boot, nothing()));
        Object provisioner = make(BINDER + "provisioning.KafkaTopicProvisioner", own, boot, List.of());
        Object binder = make(BINDER + "KafkaMessageChannelBinder", own, provisioner);
        GenericApplicationContext context = new GenericApplicationContext();
        context.refresh();
        call(binder, "setApplicationContext", context);
        call(binder, "afterPropertiesSet");
        Field field = binder.getClass().getDeclaredField("transactionManager");
        field.setAccessible(true);
        Object factory = field.get(binder);
        if (factory == null) {
            Object output = bound(environment, "spring.cloud.stream.kafka.bindings." + name + ".producer",
                make(BINDER + "properties.KafkaProducerProperties"));
            Object extended = make("org.springframework.cloud.stream.binder.ExtendedProducerProperties", output);
            factory = call(binder, "getProducerFactory", null, extended, "a", "a");
        } else {
            factory = call(factory, "getProducerFactory");
        }
        Map<String, Object> found = new TreeMap<>(asMap(call(factory, "getConfigurationProperties")));
        if (call(factory, "getTransactionIdPrefix") != null) {
            found.put("transactional.id", call(factory, "getTransactionIdPrefix"));
        }
        return found;
    }

    static Object nothing() {
        return new StaticListableBeanFactory().getBeanProvider(StandardEnvironment.class);
    }

    /** A new object; arguments that no constructor takes are left out from the end. */
    static Object make(String name, Object... arguments) throws Exception {
        for (int count = arguments.length; count >= 0; count--) {
            Object[] given = Arrays.copyOf(arguments, count);
            for (Constructor<?> constructor : Class.forName(name).getDeclaredConstructors()) {
                if (fits(constructor.getParameterTypes(), given)) {
                    constructor.setAccessible(true);
                    return constructor.newInstance(given);
                }
            }
        }
        throw new IllegalStateException("no constructor of " + name);
    }

    /** The result of a method, also one that takes more than there is: with nothing behind. */
    static Object call(Object object, String name, Object... arguments) throws Exception {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                Object[] given = Arrays.copyOf(arguments, Math.max(arguments.length, method.getParameterCount()));
                if (method.getName().equals(name) && !method.isBridge() && fits(method.getParameterTypes(), given)) {
                    method.setAccessible(true);
                    return method.invoke(object, given);
                }
            }
        }
        throw new IllegalStateException("no " + name);
    }

    static boolean fits(Class<?>[] types, Object[] given) {
        return types.length == given.length && IntStream.range(0, given.length)
            .allMatch(at -> given[at] == null ? !types[at].isPrimitive() : types[at].isInstance(given[at]));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> asMap(Object object) {
        return (Map<String, Object>) object;
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
