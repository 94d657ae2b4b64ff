import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Constructs the KafkaProducer of the class path with the settings of each line and says what came of it.
 *
 * A line holds one flat JSON object: texts, numbers, booleans and null become String, Integer (Long or Double where
 * it does not fit), Boolean and null. The answer is one JSON object a line. No broker is needed.
 */
public class Oracle {
    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(answer(new Reader(line).object()));
            answers.flush();
        }
        System.exit(0); // producers that are still closing are not waited for
    }

    static String answer(Map<String, Object> settings) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bootstrap.servers", "127.0.0.1:1");
        all.put("key.serializer", StringSerializer.class.getName());
        all.put("value.serializer", StringSerializer.class.getName());
        all.putAll(settings);
        try {
            KafkaProducer<String, String> producer = new KafkaProducer<>(all);
            String found = observed(producer);
            closeAside(producer);
            return found;
        } catch (Exception refusal) {
            return "{\"verdict\": \"rejected\", \"effective\": null, \"error\": " + quoted(message(refusal)) + "}";
        }
    }

    /** What the running producer uses, read from its sender: it has a transaction manager exactly when idempotent. */
    static String observed(KafkaProducer<?, ?> producer) throws Exception {
        Object sender = field(producer, "sender");
        Object requests = field(field(sender, "client"), "inFlightRequests");
        String verdict = field(sender, "transactionManager") == null ? "not-idempotent" : "idempotent";
        return "{\"verdict\": \"" + verdict + "\", \"effective\": {\"acks\": " + field(sender, "acks")
            + ", \"retries\": " + field(sender, "retries")
            + ", \"max_in_flight\": " + field(requests, "maxInFlightRequestsPerConnection") + "}, \"error\": null}";
    }

    static Object field(Object owner, String name) throws Exception {
        Field found = owner.getClass().getDeclaredField(name);
        found.setAccessible(true);
        return found.get(owner);
    }

    /** On a thread of its own, since an old idempotent sender may hold it up. */
    static void closeAside(Object producer) {
        Thread closing = new Thread(() -> {
            try {
                try {
                    producer.getClass().getMethod("close", Duration.class).invoke(producer, Duration.ZERO);
                } catch (NoSuchMethodException old) {
                    producer.getClass().getMethod("close", long.class, TimeUnit.class)
                        .invoke(producer, 0L, TimeUnit.MILLISECONDS);
                }
            } catch (ReflectiveOperationException ignored) {
                // What happens after the verdict does not matter.
            }
        });
        closing.setDaemon(true);
        closing.start();
    }

    static String message(Throwable refusal) {
        Throwable cause = refusal;
        while (cause.getCause() != null && !(cause instanceof ConfigException)) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            out.append(c == '"' || c == '\\' || c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return out.append('"').toString();
    }

    /** Reads one flat JSON object without blanks around its parts other than those that Python writes. */
    static class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Map<String, Object> object() {
            Map<String, Object> found = new LinkedHashMap<>();
            at++;
            while (text.charAt(at) != '}') {
                String name = string();
                at++;
                blanks();
                found.put(name, value());
                if (text.charAt(at) == ',') {
                    at++;
                    blanks();
                }
            }
            return found;
        }

        private void blanks() {
            while (text.charAt(at) == ' ') {
                at++;
            }
        }

        private Object value() {
            if (text.charAt(at) == '"') {
                return string();
            }
            int start = at;
            while (text.charAt(at) != ',' && text.charAt(at) != '}') {
                at++;
            }
            String word = text.substring(start, at);
            switch (word) {
                case "null": return null;
                case "true": return Boolean.TRUE;
                case "false": return Boolean.FALSE;
                default: return number(word);
            }
        }

        private static Object number(String word) {
            if (!word.matches("-?[0-9]+")) {
                return Double.valueOf(word);
            }
            long whole = Long.parseLong(word);
            return whole == (int) whole ? (Object) (int) whole : (Object) whole;
        }

        private String string() {
            StringBuilder out = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                char c = text.charAt(at);
                out.append(c == '\\' ? escaped() : c);
            }
            at++;
            return out.toString();
        }

        private char escaped() {
            char c = text.charAt(++at);
            if (c == 'u') {
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
            }
            int known = "bfnrt".indexOf(c);
            return known < 0 ? c : "\b\f\n\r\t".charAt(known);
        }
    }
}
