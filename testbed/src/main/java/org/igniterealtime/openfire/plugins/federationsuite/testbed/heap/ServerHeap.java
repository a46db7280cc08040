package org.igniterealtime.openfire.plugins.federationsuite.testbed.heap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.netbeans.lib.profiler.heap.ObjectArrayInstance;
import org.netbeans.lib.profiler.heap.PrimitiveArrayInstance;

/**
 * Looks into the memory of a running server from outside, with the JDK's {@code jcmd}. Needs a JDK. Stateless.
 */
public final class ServerHeap {

    /** The class whose instances tell whether an unloaded plugin is really gone. */
    public static final String PLUGIN_LOADER = "org.jivesoftware.openfire.container.PluginClassLoader";

    private static final int LONGEST_PATH = 60;

    private final Server server;

    /**
     * Looks into a server.
     *
     * @param server a running server
     */
    public ServerHeap(Server server) {
        this.server = server;
    }

    /**
     * Counts what is alive, after a full garbage collection.
     *
     * @param type a class, by its full name; sub-classes do not count
     * @return the number of its instances
     */
    public int count(String type) {
        for (String line : jcmd("GC.class_histogram").lines().collect(Collectors.toList())) {
            // num: instances bytes class (module)
            String[] columns = line.trim().split("\\s+");
            if (columns.length >= 4 && columns[3].equals(type)) {
                return Integer.parseInt(columns[1]);
            }
        }
        return 0;
    }

    /**
     * Adds up what is alive, after a full garbage collection.
     *
     * @return bytes
     */
    public long liveBytes() {
        // The last line, which is a sum: Total instances bytes
        String sum = jcmd("GC.class_histogram").lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
        return Long.parseLong(sum.trim().split("\\s+")[2]);
    }

    /**
     * Finds out why the instances of a class are alive. Dumps the heap: takes seconds and some 100 MB beside the home.
     *
     * @param type a class, by its full name
     * @return a path for each instance
     */
    public List<RootPath> rootPaths(String type) {
        Path dump = server.home().resolveSibling(server.domain() + "-" + System.nanoTime() + ".hprof");
        try {
            jcmd("GC.heap_dump", dump.toString());
            Heap heap = HeapFactory.createHeap(dump.toFile());
            JavaClass found = heap.getJavaClassByName(type);
            List<RootPath> paths = new ArrayList<>();
            if (found != null) {
                for (Object instance : found.getInstances()) {
                    paths.add(path(heap, (Instance) instance));
                }
            }
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the heap dump of " + server.domain(), e);
        } finally {
            delete(dump);
        }
    }

    private static RootPath path(Heap heap, Instance instance) {
        List<String> steps = new ArrayList<>();
        Instance step = instance;
        while (step != null && !step.isGCRoot() && steps.size() < LONGEST_PATH) {
            Instance holder = step.getNearestGCRootPointer();
            // The heap walker ends a path with an object that points to itself.
            step = holder == null || holder.getInstanceId() == step.getInstanceId() ? null : holder;
            if (step != null) {
                steps.add(describe(heap, step));
            }
        }
        return new RootPath(describe(heap, instance), steps);
    }

    private static String describe(Heap heap, Instance instance) {
        String name = instance.getJavaClass().getName();
        if (name.equals("java.lang.Class")) {
            // Its statics, or its loader, hold what follows.
            JavaClass type = heap.getJavaClassByID(instance.getInstanceId());
            return "class " + (type == null ? "object #" + instance.getInstanceNumber() : type.getName());
        }
        if (name.equals("java.lang.Thread")) {
            return name + " " + text(instance.getValueOfField("name"));
        }
        String place = name.equals(PLUGIN_LOADER) ? firstPlace(instance) : "";
        return place.isEmpty() ? name + "#" + instance.getInstanceNumber() : name + " of " + place;
    }

    /** URLClassLoader.ucp.path is a list of URLs; the first one has the plugin's folder in it. */
    private static String firstPlace(Instance loader) {
        if (loader.getValueOfField("ucp") instanceof Instance paths
            && paths.getValueOfField("path") instanceof Instance list
            && list.getValueOfField("elementData") instanceof ObjectArrayInstance array
            && !array.getValues().isEmpty() && array.getValues().get(0) instanceof Instance url) {
            return text(url.getValueOfField("file"));
        }
        return "";
    }

    private static String text(Object string) {
        if (!(string instanceof Instance instance)
            || !(instance.getValueOfField("value") instanceof PrimitiveArrayInstance value)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (Object element : value.getValues()) {
            // Names and paths are Latin-1, one byte each.
            text.append((char) (Integer.parseInt(element.toString()) & 0xFF));
        }
        return text.toString();
    }

    private String jcmd(String... command) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(String.valueOf(server.pid()));
        line.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("jcmd failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run jcmd; this needs a JDK", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while jcmd ran", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + file, e);
        }
    }
}
