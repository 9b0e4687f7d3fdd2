package dev.audiencesync.sandbox;

import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One page of contacts, and how many there are on all of them. */
record Page(PageRequest request, List<Contact> contacts, boolean more, int total) {

    /** Cuts a page from contacts fetched one beyond its size. */
    static Page cut(PageRequest request, List<Contact> fetched, int total) {
        boolean more = fetched.size() > request.perPage();
        return new Page(request, more ? fetched.subList(0, request.perPage()) : fetched, more, total);
    }

    ObjectNode render(Function<Contact, ObjectNode> renderer) {
        ObjectNode json = Json.object().put("type", "list");
        ArrayNode data = json.putArray("data");
        contacts.forEach(contact -> data.add(renderer.apply(contact)));
        json.put("total_count", total);
        ObjectNode pages = json.putObject("pages").put("type", "pages").put("page", request.page());
        if (more) {
            // Absent on the last page.
            pages.putObject("next")
                    .put("page", request.page() + 1)
                    .put(
                            "starting_after",
                            request.cursorAfter(
                                    contacts.get(contacts.size() - 1).number()));
        }
        pages.put("per_page", request.perPage())
                .put("total_pages", (total + request.perPage() - 1) / request.perPage());
        return json;
    }
}
