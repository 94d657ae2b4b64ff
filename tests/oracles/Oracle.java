import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Constructs the KafkaProducer of the class path with the settings of each line and says what came of it. An argument
 * names a framework of the class path, which is given the settings and says what its producer gets.
 *
 * A line holds one flat JSON object: texts, numbers, booleans and null become String, Integer (Long or Double where
 * it does not fit), Boolean and null. The answer is one JSON object a line. No broker is needed.
 *
 * A line with a "worker file" is about files instead: texts of properties for a worker and, perhaps, a "connector file",
 * for a "source" and a "target" of MirrorMaker, or for none, where the file is that of its connector and the producer that of
 * its offsets. The answer is all that reaches the producer, as texts.
 */
public class Oracle {
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Framework framework = framework(arguments.length == 0 ? "" : arguments[0]);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Map<String, Object> given = new Reader(line).object();
            boolean files = given.containsKey("worker file");
            answers.println(files ? handedOn((OfFiles) framework, given) : answer(framework, given));
            answers.flush();
        }
        System.exit(0); // producers that are still closing are not waited for
    }

    static String answer(Framework framework, Map<String, Object> settings) {
        Map<String, Object> all = new LinkedHashMap<>();
        try {
            all.putAll(framework.handsOn(settings));
            all.put("bootstrap.servers", "127.0.0.1:1");
            all.put("key.serializer", StringSerializer.class.getName());
            all.put("value.serializer", StringSerializer.class.getName());
            KafkaProducer<?, ?> producer = framework.makes(all);
            String found = observed(producer);
            closeAside(producer);
            return found;
        } catch (Exception refusal) {
            return "{\"verdict\": \"rejected\", \"effective\": null, \"error\": " + quoted(message(refusal)) + "}";
        }
    }

    /** The settings of a producer whose framework is configured by files. */
    static String handedOn(OfFiles framework, Map<String, Object> files) {
        try {
            StringBuilder out = new StringBuilder();
            framework.handsOnOfFiles(files).forEach((name, value) ->
                out.append(out.length() == 0 ? "" : ", ").append(quoted(name)).append(": ").append(quoted("" + value)));
            return "{" + out + "}";
        } catch (Exception refusal) {
            return "{\"error\": " + quoted(message(refusal)) + "}";
        }
    }

    static Map<String, Object> loaded(Object text) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(text == null ? "" : (String) text));
        Map<String, Object> found = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> found.put(name, properties.getProperty(name)));
        return found;
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

    /** From the settings of a user to those of a producer. */
    interface Framework {
        Map<String, Object> handsOn(Map<String, Object> settings) throws Exception;

        default KafkaProducer<?, ?> makes(Map<String, Object> settings) throws Exception {
            return new KafkaProducer<>(settings);
        }
    }

    /** One that reads files. */
    interface OfFiles extends Framework {
        Map<String, Object> handsOnOfFiles(Map<String, Object> files) throws Exception;
    }

    static Framework framework(String name) throws Exception {
        switch (name) {
            case "": return settings -> settings;
            case "connect": return new Connect();
            case "mirror-maker": return new MirrorMaker();
            case "kafka-streams": return new Streams();
            case "console-producer": return new Console();
            case "producer-performance": return new Performance();
            case "verifiable-producer": return new Verifiable();
            default: throw new IllegalArgumentException(name);
        }
    }

    /** A distributed worker's producer for a source task; the settings stand behind `producer.`. */
    static class Connect implements OfFiles {
        static final String CONNECT = "org.apache.kafka.connect.";
        static final String RUNTIME = CONNECT + "runtime.";
        private final Object policy = made(CONNECT + "connector.policy.AllConnectorClientConfigOverridePolicy");
        private final Object task = type(CONNECT + "util.ConnectorTaskId")
            .getConstructor(String.class, int.class).newInstance("copier", 0);
        private static Object plugins;
        private final Object copier = connector(new LinkedHashMap<>());

        Connect() throws Exception {
        }

        public Map<String, Object> handsOnOfFiles(Map<String, Object> files) throws Exception {
            return ofWorker(loaded(files.get("worker file")), connector(loaded(files.get("connector file"))));
        }

        public Map<String, Object> handsOn(Map<String, Object> settings) throws Exception {
            Map<String, Object> worker = worker();
            settings.forEach((name, value) -> worker.put(behind("producer.", name), value));
            return ofWorker(worker, copier);
        }

        /** A setting of producers behind a prefix; the worker's own has none. */
        static String behind(String prefix, String name) {
            return name.startsWith("exactly.once.") ? name : prefix + name;
        }

        static Map<String, Object> worker() {
            Map<String, Object> worker = new LinkedHashMap<>();
            worker.put("bootstrap.servers", "127.0.0.1:1");
            for (String topic : new String[] {"config", "offset", "status"}) {
                worker.put(topic + ".storage.topic", topic);
            }
            worker.put("group.id", "workers");
            worker.put("key.converter", CONNECT + "json.JsonConverter");
            worker.put("value.converter", CONNECT + "json.JsonConverter");
            return worker;
        }

        Map<String, Object> ofWorker(Map<String, Object> worker, Object connector) throws Exception {
            Class<?> kind = type(RUNTIME + "distributed.DistributedConfig");
            Object config = constructed(kind, worker);
            String wanted = exactlyOnce(kind, config) ? "exactlyOnceSourceTaskProducerConfigs" : "producerConfigs";
            Method fallback = null;
            for (Method each : type(RUNTIME + "Worker").getDeclaredMethods()) {
                fallback = each.getName().equals("baseProducerConfigs") ? each : fallback;
                if (each.getName().equals(wanted)) {
                    return called(each, config, connector);
                }
            }
            return called(fallback, config, connector);
        }

        private static boolean exactlyOnce(Class<?> kind, Object config) throws ReflectiveOperationException {
            try {
                return (Boolean) kind.getMethod("exactlyOnceSourceEnabled").invoke(config);
            } catch (NoSuchMethodException old) {
                return false;
            }
        }

        @SuppressWarnings("unchecked")
        private Map<String, Object> called(Method method, Object config, Object connector) throws Exception {
            Object[] given = new Object[method.getParameterCount()];
            for (int at = 0; at < given.length; at++) {
                Class<?> wanted = method.getParameterTypes()[at];
                for (Object one : new Object[] {config, connector, policy, task, "copier"}) {
                    given[at] = wanted.isInstance(one) ? one : given[at];
                }
            }
            method.setAccessible(true);
            return (Map<String, Object>) unwrapped(() -> method.invoke(null, given));
        }

        static Object connector(Map<String, Object> settings) throws Exception {
            settings.put("name", "copier");
            settings.put("connector.class", "Copier");
            Class<?> kind = type(RUNTIME + "isolation.Plugins");
            if (plugins == null) { // it looks through all jars
                plugins = kind.getConstructor(Map.class).newInstance(new LinkedHashMap<>());
            }
            return type(RUNTIME + "ConnectorConfig").getConstructor(kind, Map.class).newInstance(plugins, settings);
        }
    }

    /** The worker of a dedicated MirrorMaker that writes to cluster b; the settings stand behind `b.producer.`. */
    static class MirrorMaker implements OfFiles {
        private final Connect connect = new Connect();

        MirrorMaker() throws Exception {
        }

        public Map<String, Object> handsOn(Map<String, Object> settings) throws Exception {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("clusters", "a, b");
            all.put("plugin.discovery", "service_load"); // otherwise it looks through all jars, each time
            all.put("a.bootstrap.servers", "127.0.0.1:1");
            all.put("b.bootstrap.servers", "127.0.0.1:1");
            settings.forEach((name, value) -> all.put("b." + Connect.behind("producer.", name), value));
            return ofMirror(all, "a", "b");
        }

        public Map<String, Object> handsOnOfFiles(Map<String, Object> files) throws Exception {
            Map<String, Object> all = loaded(files.get("worker file"));
            if (!files.containsKey("source")) {
                return offsets(all);
            }
            all.put("plugin.discovery", "service_load");
            return ofMirror(all, (String) files.get("source"), (String) files.get("target"));
        }

        @SuppressWarnings("unchecked")
        private Map<String, Object> offsets(Map<String, Object> connector) throws Exception {
            Object config = constructed(type(Connect.CONNECT + "mirror.MirrorSourceConfig"), connector);
            Method asked = config.getClass().getDeclaredMethod("offsetSyncsTopicProducerConfig");
            asked.setAccessible(true);
            return (Map<String, Object>) unwrapped(() -> asked.invoke(config));
        }

        @SuppressWarnings("unchecked")
        private Map<String, Object> ofMirror(Map<String, Object> all, String from, String to) throws Exception {
            String mirror = Connect.CONNECT + "mirror.";
            Object config = constructed(type(mirror + "MirrorMakerConfig"), all);
            Class<?> pair = type(mirror + "SourceAndTarget");
            Object flow = pair.getConstructor(String.class, String.class).newInstance(from, to);
            Method worker = config.getClass().getDeclaredMethod("workerConfig", pair);
            worker.setAccessible(true);
            Class<?> copier = type(mirror + "MirrorSourceConnector");
            Method connector = config.getClass().getDeclaredMethod("connectorBaseConfig", pair, Class.class);
            connector.setAccessible(true);
            return connect.ofWorker(
                (Map<String, Object>) unwrapped(() -> worker.invoke(config, flow)),
                Connect.connector((Map<String, Object>) unwrapped(() -> connector.invoke(config, flow, copier))));
        }
    }

    /** The producer of a thread, which adds the transactional id itself. */
    static class Streams implements Framework {
        @SuppressWarnings("unchecked")
        public Map<String, Object> handsOn(Map<String, Object> settings) throws Exception {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("application.id", "application");
            all.put("bootstrap.servers", "127.0.0.1:1");
            settings.forEach((name, value) ->
                all.put(name.startsWith("processing.") ? name : "producer." + name, value));
            Object config = constructed(type("org.apache.kafka.streams.StreamsConfig"), all);
            Method asked = config.getClass().getMethod("getProducerConfigs", String.class);
            Map<String, Object> found = (Map<String, Object>) unwrapped(() -> asked.invoke(config, "thread"));
            Method text = config.getClass().getMethod("getString", String.class);
            Object guarantee = text.invoke(config, "processing.guarantee");
            if (String.valueOf(guarantee).startsWith("exactly_once")) {
                found.put("transactional.id", "application-0");
            }
            return found;
        }
    }

    /** A program that takes its settings as words: "words" are parted by blanks, all else is a property of the producer. */
    static String[] words(Map<String, Object> settings, String option, String... first) {
        stay();
        List<String> all = new ArrayList<>(Arrays.asList(first));
        settings.forEach((name, value) -> {
            if (!name.equals("words")) {
                all.add(option);
                all.add(name + "=" + value);
            } else if (!value.equals("")) {
                all.addAll(Arrays.asList(((String) value).split(" ")));
            }
        });
        return all.toArray(new String[0]);
    }

    /** A program that would end because of its words throws instead. */
    static void stay() {
        for (String name : new String[] {"utils", "internals", "utils.internals"}) {
            try {
                Class<?> exit = type("org.apache.kafka.common." + name + ".Exit");
                Class<?> kind = type(exit.getName() + "$Procedure");
                Object thrower = Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, (self, method, given) -> {
                    throw new IllegalStateException("exit: " + given[1]);
                });
                exit.getMethod("setExitProcedure", kind).invoke(null, thrower);
            } catch (ReflectiveOperationException other) {
                // Another version has it elsewhere.
            }
        }
    }

    /** What the console producer makes of its words; it is told its servers in two ways. */
    static class Console implements Framework {
        public Map<String, Object> handsOn(Map<String, Object> settings) throws Exception {
            try {
                return of(words(settings, "--producer-property", "--topic", "t", "--bootstrap-server", "127.0.0.1:1"));
            } catch (Exception old) {
                if (!String.valueOf(old.getMessage()).contains("bootstrap-server")) {
                    throw old;
                }
                return of(words(settings, "--producer-property", "--topic", "t", "--broker-list", "127.0.0.1:1"));
            }
        }

        private static Map<String, Object> of(String[] words) throws Exception {
            for (String name : new String[] {"ConsoleProducerConfig", "ConsoleProducerOptions"}) {
                try {
                    Object config = made(type("org.apache.kafka.tools.ConsoleProducer$" + name), words);
                    return texts(method(config.getClass(), "producerProps"), config);
                } catch (ClassNotFoundException other) {
                    // Another version has it under another name.
                }
            }
            Object config = made(type("kafka.tools.ConsoleProducer$ProducerConfig"), words);
            Class<?> program = type("kafka.tools.ConsoleProducer$");
            Method older = method(program, "getNewProducerProps");
            Method props = older == null ? method(program, "producerProps") : older;
            return texts(props, program.getField("MODULE$").get(null), config);
        }

        private static Object made(Class<?> kind, String[] words) throws Exception {
            Constructor<?> constructor = kind.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return unwrapped(() -> constructor.newInstance((Object) words));
        }
    }

    /** What the tool that measures producers makes of its words. */
    static class Performance implements Framework {
        public Map<String, Object> handsOn(Map<String, Object> settings) throws Exception {
            StringBuilder pairs = new StringBuilder();
            settings.forEach((name, value) -> pairs.append(pairs.length() == 0 ? "--producer-props " : " ")
                .append(name).append("=").append(value));
            Map<String, Object> own = new LinkedHashMap<>();
            own.put("words", settings.containsKey("words") ? settings.get("words") : pairs.toString());
            String[] words = words(own, "", "--topic", "t", "--num-records", "1", "--record-size", "1",
                "--throughput", "1");
            Class<?> program = type("org.apache.kafka.tools.ProducerPerformance");
            Object parser = unwrapped(() -> method(program, "argParser").invoke(null));
            Object found = unwrapped(() -> method(parser.getClass(), "parseArgs", String[].class).invoke(parser, (Object) words));
            Object listed = method(found.getClass(), "getList").invoke(found, "producerConfig");
            Method read = method(program, "readProps");
            return texts(read, null, read.getParameterCount() == 2 ? new Object[] {listed, null}
                : new Object[] {listed, null, null, false});
        }
    }

    /** The verifiable producer makes its own client. */
    static class Verifiable implements Framework {
        public Map<String, Object> handsOn(Map<String, Object> settings) {
            return new LinkedHashMap<>(settings);
        }

        public KafkaProducer<?, ?> makes(Map<String, Object> settings) throws Exception {
            Map<String, Object> own = new LinkedHashMap<>();
            own.put("words", settings.containsKey("words") ? settings.get("words")
                : settings.containsKey("acks") ? "--acks " + settings.get("acks") : "");
            try {
                return of(words(own, "", "--topic", "t", "--bootstrap-server", "127.0.0.1:1"));
            } catch (Exception old) {
                if (!String.valueOf(old.getMessage()).contains("bootstrap-server")) {
                    throw old;
                }
                return of(words(own, "", "--topic", "t", "--broker-list", "127.0.0.1:1"));
            }
        }

        private static KafkaProducer<?, ?> of(String[] words) throws Exception {
            Class<?> program = type("org.apache.kafka.tools.VerifiableProducer");
            Object parser = unwrapped(() -> method(program, "argParser").invoke(null));
            Method make = method(program, "createFromArgs");
            Object made = unwrapped(() -> make.invoke(null, make.getParameterCount() == 1 ? new Object[] {words}
                : new Object[] {parser, words}));
            return (KafkaProducer<?, ?>) field(made, "producer");
        }
    }

    /** The method of that name, whoever may see it; null where there is none. */
    static Method method(Class<?> kind, String name, Class<?>... wanted) {
        for (Method each : kind.getDeclaredMethods()) {
            if (each.getName().equals(name) && (wanted.length == 0 || Arrays.equals(wanted, each.getParameterTypes()))) {
                each.setAccessible(true);
                return each;
            }
        }
        return null;
    }

    static Map<String, Object> texts(Method method, Object of, Object... given) throws Exception {
        Map<String, Object> found = new LinkedHashMap<>();
        ((Properties) unwrapped(() -> method.invoke(of, given))).forEach((name, value) -> found.put((String) name, value));
        return found;
    }

    static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name);
    }

    static Object made(String name) throws ReflectiveOperationException {
        return type(name).getConstructor().newInstance();
    }

    static Object constructed(Class<?> kind, Map<String, Object> settings) throws Exception {
        return unwrapped(() -> kind.getConstructor(Map.class).newInstance(settings));
    }

    /** The result of a call by reflection, or what was thrown there. */
    static Object unwrapped(Callable<Object> call) throws Exception {
        try {
            return call.call();
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof Exception ? (Exception) thrown.getCause() : thrown;
        }
    }

    static Object field(Object owner, String name) throws Exception {
        Field found = owner.getClass().getDeclaredField(name);
        found.setAccessible(true);
        return found.get(owner);
    }

    /** How many producers may be closing at a time. */
    private static final Semaphore CLOSING = new Semaphore(32);

    /** On a thread of its own, since closing takes longer than constructing. */
    static void closeAside(Object producer) throws InterruptedException {
        boolean counted = CLOSING.tryAcquire(5, TimeUnit.SECONDS);
        Thread closing = new Thread(() -> {
            try {
                giveUp(producer);
                try {
                    producer.getClass().getMethod("close", Duration.class).invoke(producer, Duration.ZERO);
                } catch (NoSuchMethodException old) {
                    producer.getClass().getMethod("close", long.class, TimeUnit.class)
                        .invoke(producer, 0L, TimeUnit.MILLISECONDS);
                }
            } catch (Exception ignored) {
                // What happens after the verdict does not matter.
            } finally {
                if (counted) {
                    CLOSING.release();
                }
            }
        });
        closing.setDaemon(true);
        closing.start();
    }

    /** Until 2.0 the sender of an idempotent producer asks for its id for ever, unless that fails for good. */
    static void giveUp(Object producer) throws Exception {
        Object manager = field(field(producer, "sender"), "transactionManager");
        if (manager != null) {
            Method fail = manager.getClass().getDeclaredMethod("transitionToFatalError", RuntimeException.class);
            fail.setAccessible(true);
            fail.invoke(manager, new IllegalStateException("closed"));
        }
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
