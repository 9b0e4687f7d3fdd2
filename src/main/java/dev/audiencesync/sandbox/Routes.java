package dev.audiencesync.sandbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The table of calls the API knows. More specific patterns stand before the general ones they overlap with. */
final class Routes {
    /** A route and the variables of the path that led to it. */
    record Match(Route route, Map<String, String> variables) {}

    private final List<Route> routes;

    Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    Match find(Request request, ApiVersion version) {
        boolean known = false;
        boolean elsewhere = false;
        for (Route route : routes) {
            var variables = route.match(request.path());
            if (variables.isPresent() && route.versions().include(version)) {
                if (route.method().equals(request.method())) {
                    return new Match(route, variables.get());
                }
                known = true;
            }
            elsewhere |= variables.isPresent() && route.versions().areOthersThan(version);
        }
        if (known) {
            throw new Refusal(405, "method_not_allowed", request.method() + " is not allowed here");
        }
        throw elsewhere ? Refusal.otherVersions() : Refusal.noSuchResource();
    }

    static Routes of(Store store, Supplier<SandboxSettings> settings, Clock clock, String workspaceId) {
        var tags = new TagCalls(store, clock);
        List<Route> all = new ArrayList<>(List.of(
                Route.of("GET", "/me", CallKind.SHOW_ADMIN, new ShowAdmin(workspaceId)),
                Route.of("DELETE", "/tags/{id}", CallKind.DELETE_TAG, tags::delete)));
        contacts(store, settings, clock, workspaceId).stream()
                .map(Route::ofContacts)
                .forEach(all::add);
        users(store, clock, workspaceId).stream().map(Route::ofUsers).forEach(all::add);
        return new Routes(all);
    }

    private static List<Route> contacts(
            Store store, Supplier<SandboxSettings> settings, Clock clock, String workspaceId) {
        var identity = new Identity(settings);
        var json = new ContactJson(workspaceId);
        var reads = new ContactReads(store, json);
        var writes = new ContactWrites(store, identity, json, clock);
        var lives = new ContactLives(store, clock);
        var search = new ContactSearch(store, json);
        var tags = new TagCalls(store, clock);
        var contactTags = new ContactTagCalls(store, clock);
        var attributes = new AttributeCalls(store, clock);
        return List.of(
                Route.of("POST", "/contacts", CallKind.CREATE_CONTACT, writes::create),
                Route.of("GET", "/contacts", CallKind.LIST_CONTACTS, reads::list),
                Route.of("POST", "/contacts/search", CallKind.SEARCH_CONTACTS, search),
                Route.of("GET", "/contacts/find_by_external_id/{id}", CallKind.FIND_BY_EXTERNAL_ID, reads::find)
                        .since(13),
                Route.of("GET", "/contacts/{id}", CallKind.GET_CONTACT, reads::get),
                Route.of("PUT", "/contacts/{id}", CallKind.UPDATE_CONTACT, writes::update),
                Route.of("DELETE", "/contacts/{id}", CallKind.DELETE_CONTACT, lives::delete),
                Route.of("POST", "/contacts/{id}/archive", CallKind.ARCHIVE_CONTACT, lives::archive),
                Route.of("POST", "/contacts/{id}/unarchive", CallKind.UNARCHIVE_CONTACT, lives::unarchive),
                Route.of("GET", "/contacts/{id}/tags", CallKind.LIST_CONTACT_TAGS, contactTags::list),
                Route.of("POST", "/contacts/{id}/tags", CallKind.TAG_ONE, contactTags::tag),
                Route.of("DELETE", "/contacts/{id}/tags/{tag}", CallKind.UNTAG_ONE, contactTags::untag),
                Route.of("GET", "/tags", CallKind.LIST_TAGS, tags::list),
                saveTag(tags, new TagBulk(store, clock, settings)),
                Route.of("GET", "/data_attributes", CallKind.LIST_ATTRIBUTES, attributes::list),
                Route.of("POST", "/data_attributes", CallKind.CREATE_ATTRIBUTE, attributes::create));
    }

    private static List<Route> users(Store store, Clock clock, String workspaceId) {
        var json = new UserJson(workspaceId);
        var reads = new UserReads(store, json);
        var tags = new TagCalls(store, clock);
        return List.of(
                Route.of("POST", "/users", CallKind.UPSERT_USER, new UserUpsert(store, json, clock)),
                Route.of("GET", "/users", UserReads::kind, reads::query),
                Route.of("GET", "/users/scroll", CallKind.SCROLL_USERS, new UserScroll(store, json, clock)),
                Route.of("GET", "/users/{id}", CallKind.GET_USER, reads::get),
                Route.of("GET", "/tags", CallKind.LIST_TAGS, tags::listForUsers),
                saveTag(tags, new UserTagBulk(store, clock)));
    }

    private static Route saveTag(TagCalls tags, Handler bulk) {
        return Route.of(
                "POST", "/tags", TagCalls::kindOfSave, call -> isBulk(call) ? bulk.handle(call) : tags.save(call));
    }

    private static boolean isBulk(Call call) {
        return TagCalls.kindOfSave(call) == CallKind.TAG_BULK;
    }
}
