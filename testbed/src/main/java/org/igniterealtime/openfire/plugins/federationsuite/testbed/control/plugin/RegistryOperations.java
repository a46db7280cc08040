package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.component.InternalComponentManager;
import org.jivesoftware.openfire.interceptor.InterceptorManager;
import org.jivesoftware.openfire.muc.MultiUserChatService;
import org.jivesoftware.util.cache.Cache;
import org.jivesoftware.util.cache.CacheFactory;

/**
 * What plugins have registered with the server, so that a test can compare before and after.
 */
final class RegistryOperations {

    private RegistryOperations() {
    }

    static void add(Map<String, Operation> all) {
        all.put("components", arguments ->
            keys(Inside.field(InternalComponentManager.getInstance(), "routables")));
        all.put("interceptors", arguments ->
            classes(InterceptorManager.getInstance().getInterceptors()));
        all.put("iq-handlers", arguments ->
            classes((Iterable<?>) Inside.field(XMPPServer.getInstance().getIQRouter(), "iqHandlers")));
        all.put("iq-namespaces", arguments -> {
            List<String> found = new ArrayList<>();
            // The server puts its own handlers here, too, when they are first asked for.
            ((Map<?, ?>) Inside.field(XMPPServer.getInstance().getIQRouter(), "namespace2Handlers"))
                .forEach((namespace, handler) -> found.add(namespace + "\t" + handler.getClass().getName()));
            return Operations.sorted(found);
        });
        all.put("caches", arguments -> {
            List<String> names = new ArrayList<>();
            for (Cache<?, ?> cache : CacheFactory.getAllCaches()) {
                names.add(cache.getName());
            }
            return Operations.sorted(names);
        });
        all.put("commands", arguments ->
            keys(Inside.field(Inside.field(XMPPServer.getInstance().getAdHocCommandHandler(), "manager"), "commands")));
        all.put("features", arguments ->
            Operations.sorted((Iterable<?>) Inside.field(XMPPServer.getInstance().getIQDiscoInfoHandler(),
                "localServerFeatures")));
        all.put("disco-nodes", arguments ->
            keys(Inside.field(XMPPServer.getInstance().getIQDiscoInfoHandler(), "serverNodeProviders")));
        all.put("items", arguments ->
            keys(Inside.field(XMPPServer.getInstance().getIQDiscoItemsHandler(), "localServerItems")));
        all.put("muc-features", arguments -> muc("extraDiscoFeatures"));
        all.put("muc-handlers", arguments -> muc("iqHandlers"));
        all.put("s2s/incoming", arguments -> Operations.sorted(SessionManager.getInstance().getIncomingServers()));
        all.put("s2s/outgoing", arguments -> Operations.sorted(SessionManager.getInstance().getOutgoingServers()));
    }

    private static String keys(Object map) {
        return Operations.sorted(((Map<?, ?>) map).keySet());
    }

    private static String classes(Iterable<?> objects) {
        List<String> names = new ArrayList<>();
        objects.forEach(object -> names.add(object.getClass().getName()));
        return Operations.sorted(names);
    }

    /** Lines of service, tab, value. */
    private static String muc(String field) throws ReflectiveOperationException {
        List<String> found = new ArrayList<>();
        for (MultiUserChatService service : XMPPServer.getInstance().getMultiUserChatManager().getMultiUserChatServices()) {
            Object values = Inside.field(service, field);
            Collection<?> texts = values == null ? List.of()
                : values instanceof Map<?, ?> map ? map.keySet() : (Collection<?>) values;
            texts.forEach(value -> found.add(service.getServiceDomain() + "\t" + value));
        }
        return Operations.sorted(found);
    }
}
