package org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes metrics in the text format of Prometheus, version 0.0.4. */
public final class PrometheusText {

    /** The content type. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {
    }

    /** The text of metrics. */
    public static String write(List<Metric> metrics) {
        StringBuilder text = new StringBuilder();
        for (Metric metric : metrics) {
            text.append("# HELP ").append(metric.name()).append(' ').append(metric.help().replace("\\", "\\\\")
                .replace("\n", "\\n")).append('\n');
            text.append("# TYPE ").append(metric.name()).append(' ').append(metric.type().word()).append('\n');
            for (Metric.Point point : metric.points()) {
                text.append(metric.name()).append(labels(point.labels())).append(' ').append(point.value()).append('\n');
            }
        }
        return text.toString();
    }

    private static String labels(Map<String, String> labels) {
        return labels.isEmpty() ? "" : labels.entrySet().stream()
            .map(label -> label.getKey() + "=\"" + escape(label.getValue()) + '"').collect(Collectors.joining(",", "{", "}"));
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
