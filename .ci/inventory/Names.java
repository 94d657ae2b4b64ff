import java.io.File;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Prints the names of settings that each version of the Java producer has.
 *
 * The arguments are folders of jars, one for each version; a line of output holds the names of one, blanks between.
 */
public class Names {
    public static void main(String[] folders) throws Exception {
        for (String folder : folders) {
            File[] jars = new File(folder).listFiles((place, name) -> name.endsWith(".jar"));
            URL[] found = new URL[jars.length];
            for (int index = 0; index < jars.length; index++) {
                found[index] = jars[index].toURI().toURL();
            }
            try (URLClassLoader loader = new URLClassLoader(found, Names.class.getClassLoader())) {
                Thread.currentThread().setContextClassLoader(loader); // defaults name classes
                Class<?> config = loader.loadClass("org.apache.kafka.clients.producer.ProducerConfig");
                Field definition = config.getDeclaredField("CONFIG"); // older than any method that lists them
                definition.setAccessible(true);
                Object table = definition.get(null);
                Collection<?> names = (Collection<?>) table.getClass().getMethod("names").invoke(table);
                System.out.println(names.stream().map(Object::toString).sorted().collect(Collectors.joining(" ")));
            }
        }
    }
}
