package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Locale;

/** What any page may say. */
public enum PageMessage implements Message {
    /** The form did not come from our page, or from an old copy of it. */
    FORM_TOO_OLD,
    /** The form asked for nothing that exists. */
    NOT_UNDERSTOOD,
    /** The form was larger than a page takes. */
    TOO_LARGE,
    /** What the page is about does not run. */
    NOT_RUNNING;

    @Override
    public String key() {
        return "page.message." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Kind kind() {
        return Kind.ERROR;
    }
}
