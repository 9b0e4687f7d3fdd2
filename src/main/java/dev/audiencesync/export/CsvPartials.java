package dev.audiencesync.export;

import dev.audiencesync.person.CellPlace;
import dev.audiencesync.person.FieldValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** What rows say by the header's columns: one thing where they are sound, else everything they may say. */
final class CsvPartials {

    /** Of a row of very many cells too much, no more ways to read it are tried than these, and that from its end. */
    private static final int MOST_SHIFTS = 16;

    private final List<String> columns;
    private final List<CellPlace> places;

    /** @param places where cells stand besides under their columns' names */
    CsvPartials(List<String> columns, List<CellPlace> places) {
        this.columns = columns;
        this.places = places;
    }

    /** Each cell in the column where it stands; cells that are no UTF-8 are left out. */
    ObjectNode content(List<String> cells) {
        return content(cells, 0);
    }

    /**
     * Every way to read a row that is rejected, by its cells and by its first line with all quotes as text. Reading a
     * person into it who is not meant only keeps that person as is; reading nobody into it would make them absent.
     *
     * @param text the cells of the first line with all quotes as text
     */
    List<ObjectNode> all(List<String> cells, boolean cellsEnd, List<String> text, boolean textEnds) {
        Set<ObjectNode> partials = new LinkedHashSet<>(inEveryPlace(cells, cellsEnd));
        partials.addAll(inEveryPlace(text.stream().map(CsvText::unquoted).toList(), textEnds));
        partials.removeIf(ObjectNode::isEmpty);
        return partials.isEmpty() ? List.of(content(List.of())) : List.copyOf(partials);
    }

    /** Before a delimiter too many or too few cells stand where they should, after it they are shifted. */
    private List<ObjectNode> inEveryPlace(List<String> cells, boolean end) {
        int surplus = end ? cells.size() - columns.size() : 0;
        int step = Integer.signum(surplus);
        List<ObjectNode> contents = new ArrayList<>();
        for (int shift = 0; shift != surplus && Math.abs(shift) < MOST_SHIFTS; shift += step) {
            contents.add(content(cells, shift));
        }
        contents.add(content(cells, surplus));
        return contents;
    }

    private ObjectNode content(List<String> cells, int shift) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        for (int i = Math.max(0, -shift); i < columns.size() && i + shift < cells.size(); i++) {
            String cell = cells.get(i + shift);
            if (CsvText.isUtf8(cell)) {
                content.put(columns.get(i), cell);
            }
        }
        places.forEach(place -> put(place, cells, shift, content));
        return content;
    }

    private static ObjectNode part(ObjectNode content, String name) {
        return content.get(name) instanceof ObjectNode found ? found : content.putObject(name);
    }

    private static ObjectNode holder(ObjectNode content, CellPlace place) {
        return place.container() == null ? content : part(content, place.container());
    }

    private static void put(CellPlace place, List<String> cells, int shift, ObjectNode content) {
        if (place.column() < 0) {
            putUnknown(place, content);
            return;
        }
        int index = place.column() + shift;
        if (index < 0 || index >= cells.size() || !CsvText.isUtf8(cells.get(index))) {
            return;
        }
        String cell = cells.get(index);
        ObjectNode holder = holder(content, place);
        String id = place.id();
        if (id != null) {
            putGroup(holder, place.name(), id, FieldValue.Truth.said(cell));
        } else if (place.membership()) {
            holder.put(place.name(), FieldValue.Truth.said(cell).orElse(null));
        } else {
            holder.put(place.name(), cell);
        }
    }

    private static void putUnknown(CellPlace place, ObjectNode content) {
        ObjectNode holder = holder(content, place);
        if (!place.name().isEmpty()) {
            holder.putNull(place.name());
        }
    }

    /** Several columns may be called the same but for their ids. */
    private static void putGroup(ObjectNode holder, String name, String id, Optional<Boolean> in) {
        if (in.isEmpty()) {
            holder.putIfAbsent(name, NullNode.getInstance());
            return;
        }
        ArrayNode ids = holder.get(name) instanceof ArrayNode found ? found : holder.putArray(name);
        if (in.get()) {
            ids.add(id);
        }
    }
}
