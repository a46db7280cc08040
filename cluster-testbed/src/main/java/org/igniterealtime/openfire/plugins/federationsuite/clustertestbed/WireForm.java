package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jivesoftware.util.cache.ExternalizableUtilStrategy;

/**
 * How objects go from node to node: as Java serialises them. Stateless.
 */
final class WireForm {

    private WireForm() {
    }

    /** Null is a value, too. */
    static byte[] write(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException("Not to be sent to another node: " + value, e);
        }
        return bytes.toByteArray();
    }

    static Object read(byte[] bytes) {
        ClassLoader classes = new PluginClasses();
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
                try {
                    return Class.forName(description.getName(), false, classes);
                } catch (ClassNotFoundException e) {
                    // A primitive type.
                    return super.resolveClass(description);
                }
            }
        }) {
            return in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Not to be understood here", e);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("Of a class that is not known here", e);
        }
    }

    /**
     * What the server's own tasks write their fields with. Its some thirty methods are all of two kinds: {@code write…(out,
     * value)}, and {@code read…(in)}, or {@code read…(in, target, loader)}, which fills the target and answers how many it got.
     */
    static ExternalizableUtilStrategy fields() {
        return (ExternalizableUtilStrategy) Proxy.newProxyInstance(WireForm.class.getClassLoader(),
            new Class<?>[] {ExternalizableUtilStrategy.class}, (proxy, method, arguments) -> {
                if (method.getName().startsWith("write")) {
                    writeField((DataOutput) arguments[0], arguments[1]);
                    return null;
                }
                if (method.getName().startsWith("read")) {
                    Object value = readField((DataInput) arguments[0]);
                    return arguments.length == 1 ? value : fill(arguments[1], value);
                }
                return method.invoke(WireForm.class, arguments);
            });
    }

    private static void writeField(DataOutput out, Object value) throws IOException {
        Object plain = value instanceof Map<?, ?> map ? new HashMap<>(map)
            : value instanceof Collection<?> collection ? new ArrayList<>(collection) : value;
        byte[] bytes = write(plain);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Object readField(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return read(bytes);
    }

    /** The other node wrote a map or a collection of the same kind. */
    @SuppressWarnings("unchecked")
    private static int fill(Object target, Object value) {
        if (target instanceof Map<?, ?>) {
            ((Map<Object, Object>) target).putAll((Map<?, ?>) value);
            return ((Map<?, ?>) value).size();
        }
        ((Collection<Object>) target).addAll((Collection<?>) value);
        return ((Collection<?>) value).size();
    }
}
