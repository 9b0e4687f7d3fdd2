package dev.audiencesync.job;

import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.StagedPeople;
import dev.audiencesync.ledger.StagedPerson;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Stores staged people and refused records. */
final class StagingWriter implements ItemWriter<Taken> {
    private final RunContext context;
    private final long run;
    private final StagedPeople staged;
    private final Rejects rejects;

    StagingWriter(RunContext context) {
        this.context = context;
        this.run = context.run().id();
        this.staged = new StagedPeople(context.store());
        this.rejects = new Rejects(context.store());
    }

    @Override
    public void write(Chunk<? extends Taken> chunk) {
        List<StagedPerson> people = new ArrayList<>();
        List<Rejects.Reject> refused = new ArrayList<>();
        for (Taken taken : chunk) {
            if (taken instanceof Taken.Staged one) {
                people.add(one.person());
            } else {
                refused.add(((Taken.Refused) taken).reject());
            }
        }
        context.checkTurn();
        staged.insert(run, people);
        rejects.add(run, refused);
    }
}
