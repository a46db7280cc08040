package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.muc.MultiUserChatManager;
import org.jivesoftware.openfire.muc.MultiUserChatService;
import org.jivesoftware.openfire.muc.spi.MUCPersistenceManager;
import org.xmpp.component.ComponentManagerFactory;
import org.xmpp.packet.JID;

/**
 * Group chat services. By reflection, because their methods differ between versions, and some are in new ones only.
 */
final class MucOperations {

    private MucOperations() {
    }

    static void add(Map<String, Operation> all) {
        all.put("muc/create", arguments -> {
            call(manager(), "createMultiUserChatService", arguments.get("name"), "Another service", false);
            return "";
        });
        all.put("muc/archive", arguments -> {
            RoomArchive archive = new RoomArchive(XMPPServer.getInstance().getPacketRouter(),
                arguments.get("bodies").lines().toList());
            for (MultiUserChatService service : manager().getMultiUserChatServices()) {
                service.addIQHandler(archive);
            }
            return "";
        });
        all.put("muc/federate", arguments -> federate(new JID(arguments.get("room")), arguments.get("outbound")));
        all.put("muc/ping-after", arguments -> {
            Duration after = Duration.ofMillis(Long.parseLong(arguments.get("millis")));
            for (MultiUserChatService service : manager().getMultiUserChatServices()) {
                // 4.9.2's setter for how often it looks writes the old value.
                MUCPersistenceManager.setProperty(service.getServiceName(), "tasks.user.timeout",
                    String.valueOf(after.dividedBy(2).toMillis()));
                call(service, "setIdleUserPingThreshold", after);
            }
            return "";
        });
        all.put("muc/fmuc", arguments -> {
            for (MultiUserChatService service : manager().getMultiUserChatServices()) {
                Object room = service.getChatRoom(arguments.get("name"));
                if (room != null) {
                    call(room, "setFmucEnabled", true);
                    call(room, "saveToDB");
                    call(service, "syncChatRoom", room);
                }
            }
            return "";
        });
        all.put("muc/nowhere", arguments -> {
            ComponentManagerFactory.getComponentManager().addComponent(arguments.get("subdomain"), new Nowhere());
            return "";
        });
    }

    /** Switches the server's own FMUC on for a room, as its database would have it. */
    private static String federate(JID address, String outbound) throws ReflectiveOperationException {
        MultiUserChatService service = manager().getMultiUserChatService(address);
        Object room = service.getChatRoom(address.getNode());
        call(room, "setFmucEnabled", true);
        call(room, "setFmucOutboundNode", outbound.isEmpty() ? null : new JID(outbound));
        Class<?> mode = Class.forName("org.jivesoftware.openfire.muc.spi.FMUCMode", true, room.getClass().getClassLoader());
        call(room, "setFmucOutboundMode", mode.getField("MasterMaster").get(null));
        call(room, "saveToDB");
        call(result(room, "getFmucHandler"), "applyConfigurationChanges");
        call(service, "syncChatRoom", room);
        return "";
    }

    private static MultiUserChatManager manager() {
        return XMPPServer.getInstance().getMultiUserChatManager();
    }

    private static void call(Object target, String name, Object... arguments) throws ReflectiveOperationException {
        result(target, name, arguments);
    }

    private static Object result(Object target, String name, Object... arguments) throws ReflectiveOperationException {
        Method method = Arrays.stream(target.getClass().getMethods())
            .filter(one -> one.getName().equals(name) && one.getParameterCount() == arguments.length && !one.isBridge())
            .findFirst().orElseThrow(() -> new NoSuchMethodException("This version has no " + name));
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(name + " failed: " + e.getCause(), e);
        }
    }
}
