package org.igniterealtime.openfire.plugins.federationsuite.testbed.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table as it is described: lines of columns, then one of its key, then some of indexes. Not thread-safe.
 */
final class Table {

    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)\\)");

    private final String name;
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final List<String> indexes = new ArrayList<>();
    private String key;

    Table(String name) {
        this.name = name;
    }

    void add(String line) {
        int space = line.indexOf(' ');
        String word = line.substring(0, space);
        String rest = line.substring(space + 1);
        switch (word) {
            case "key:" -> key = rest;
            case "index:" -> indexes.add(rest);
            default -> columns.put(word, rest);
        }
    }

    void write(StringBuilder sql, Dialect dialect) {
        Stream<String> lines = columns.entrySet().stream().map(column -> column(column.getKey(), column.getValue(), dialect));
        if (key != null) {
            lines = Stream.concat(lines, Stream.of(
                "CONSTRAINT " + name + "_pk PRIMARY KEY (" + indexed(key, dialect) + ")"));
        }
        sql.append("CREATE TABLE ").append(name).append(" (\n  ")
            .append(lines.collect(Collectors.joining(",\n  "))).append("\n);\n");
        int number = 0;
        for (String index : indexes) {
            sql.append("CREATE INDEX ").append(name).append("_idx").append(++number).append(" ON ").append(name)
                .append(" (").append(indexed(index, dialect)).append(");\n");
        }
        sql.append('\n');
    }

    private static String column(String column, String described, Dialect dialect) {
        boolean nullable = described.endsWith("?");
        String type = nullable ? described.substring(0, described.length() - 1) : described;
        return column + " " + dialect.type(type) + (nullable ? "" : " NOT NULL");
    }

    private String indexed(String list, Dialect dialect) {
        return Stream.of(list.split(", ")).map(column -> dialect.indexed(column, length(columns.get(column))))
            .collect(Collectors.joining(", "));
    }

    private static int length(String type) {
        Matcher length = LENGTH.matcher(type);
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }
}
