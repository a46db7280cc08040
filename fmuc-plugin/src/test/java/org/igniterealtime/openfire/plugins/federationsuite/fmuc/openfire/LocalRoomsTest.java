package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.jivesoftware.openfire.muc.MultiUserChatService;
import org.junit.Test;

/** What the server's group chat services say of FMUC. */
public class LocalRoomsTest {

    private final List<MultiUserChatService> services = new ArrayList<>(List.of(service("a.lit")));
    private final List<String> said = new ArrayList<>();
    private final LocalRooms rooms = new LocalRooms(() -> services);

    @Test
    public void eachServiceSaysTheFeatureOnceAlsoOneThatIsMadeLater() {
        rooms.advertise("f");
        rooms.advertise("f");
        services.add(service("b.lit"));
        rooms.advertise("f");
        rooms.withdraw("f");
        assertEquals(List.of("a.lit addExtraFeature f", "b.lit addExtraFeature f", "a.lit removeExtraFeature f",
            "b.lit removeExtraFeature f"), said);
    }

    @Test
    public void whatWasWithdrawnIsNotSaidAgainByWhoeverWasLookingForNewServices() {
        rooms.advertise("f");
        rooms.withdraw("f");
        said.clear();
        rooms.advertise("f");
        assertEquals(List.of(), said);
    }

    private MultiUserChatService service(String domain) {
        return (MultiUserChatService) Proxy.newProxyInstance(MultiUserChatService.class.getClassLoader(),
            new Class<?>[] {MultiUserChatService.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("getServiceDomain")) {
                    return domain;
                }
                said.add(domain + ' ' + method.getName() + ' ' + arguments[0]);
                return null;
            });
    }
}
