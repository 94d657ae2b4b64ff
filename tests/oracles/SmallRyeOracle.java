import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the configuration of an application as SmallRye Config does, and says every value about Kafka.
 *
 * A line holds a folder, a tab, and a profile; the answer is one JSON object a line, names and values as text.
 */
public class SmallRyeOracle {
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

    static String answer(String folder, String profile) {
        String files = Stream.of("application.yaml", "application.properties").map(name -> new File(folder, name))
            .filter(File::exists).map(file -> file.toURI().toString()).collect(Collectors.joining(","));
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors().addDiscoveredSources()
            .withProfile(profile).withDefaultValue("smallrye.config.locations", files).build();
        TreeMap<String, String> found = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("kafka.") || name.startsWith("mp.messaging.")) {
                found.put(name, config.getConfigValue(name).getValue());
            }
        }
        return "{" + found.entrySet().stream().filter(each -> each.getValue() != null)
            .map(each -> quoted(each.getKey()) + ": " + quoted(each.getValue())).collect(Collectors.joining(", ")) + "}";
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
