package dev.audiencesync.job;

import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.StagedPeople;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.ledger.Stitchings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Stores staged people and refused records. */
final class StagingWriter implements ItemWriter<Taken> {
    private final RunContext context;
    private final long run;
    private final StagedPeople staged;
    private final Rejects rejects;
    private final Stitchings stitchings;

    StagingWriter(RunContext context) {
        this.context = context;
        this.run = context.run().id();
        this.staged = new StagedPeople(context.store());
        this.rejects = new Rejects(context.store());
        this.stitchings = new Stitchings(context.store());
    }

    @Override
    public void write(Chunk<? extends Taken> chunk) {
        List<StagedPerson> people = new ArrayList<>();
        List<Rejects.Reject> refused = new ArrayList<>();
        Map<Long, Long> replaced = new HashMap<>();
        for (Taken taken : chunk) {
            if (taken instanceof Taken.Staged one) {
                one.person().ifPresent(people::add);
            } else {
                refused.add(((Taken.Refused) taken).reject());
            }
            taken.replaced().forEach((visitor, newestBy) -> replaced.merge(visitor, newestBy, Math::max));
        }
        context.checkTurn();
        staged.insert(run, people);
        rejects.add(run, refused);
        stitchings.read(run, replaced);
    }
}
