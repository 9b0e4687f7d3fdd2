package dev.audiencesync.ledger;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The database that the store is in: the home's own H2 file, or one in PostgreSQL that several homes may share. */
public interface Database {

    /**
     * The database that the environment names, else the home's.
     *
     * @throws UnsupportedDatabaseException where it names one that cannot be the store
     */
    static Database of(Home home, Function<String, @Nullable String> environment) {
        String url = environment.apply("SPRING_DATASOURCE_URL");
        return url == null || url.isBlank()
                ? new HomeDatabase(home)
                : PostgresDatabase.at(
                        url.strip(),
                        environment.apply("SPRING_DATASOURCE_USERNAME"),
                        environment.apply("SPRING_DATASOURCE_PASSWORD"));
    }

    /** What messages call it; never an address or a secret. */
    String place();

    /**
     * Whether it is the home's alone, for one process at a time: then the home's locks are the store's. Otherwise each
     * workspace in it has locks of its own.
     */
    boolean isOfHome();

    /**
     * Opens the store for a run and brings its tables to what this release needs; until the store is closed, nobody else
     * changes them.
     *
     * @throws OlderStoreInUseException when they have to be changed, and somebody works with them as they are
     * @throws StoreUnavailableException when it cannot be opened
     */
    Store openForRun(StoreWait wait);

    /**
     * Opens the store to look, beside whoever runs; changes nothing.
     *
     * @return empty where nothing has run yet
     * @throws OlderStoreException when its tables are those of an earlier release
     * @throws StoreUnavailableException when it cannot be opened
     */
    Optional<Store> openToLook(StoreWait wait);

    /**
     * Opens the store, of this release or an earlier one, to look up a run in its {@link RunStore}, and nothing else;
     * changes nothing.
     *
     * @return empty where nothing has run yet
     * @throws StoreUnavailableException when it cannot be opened
     */
    Optional<Store> openToLookUp(StoreWait wait);

    /** The locks that a job's run in the workspace needs, none of them taken yet. */
    Locks locks(KnownWorkspaces.Known workspace, LockHolder holder);

    /** Who holds locks. */
    LockHolders holders(@Nullable Store store);
}
