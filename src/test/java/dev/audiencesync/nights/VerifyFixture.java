package dev.audiencesync.nights;

import dev.audiencesync.report.RunSummary;
import dev.audiencesync.report.RunSummary.Drifted;
import dev.audiencesync.report.RunSummary.Found;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** A job that has run for three people, a day ago, and what may be done to them by hand since. */
abstract class VerifyFixture extends NightFixture {
    static final JobSpec JOB = JobSpec.snapshot("nightly")
            .tag("VIP", "VIP")
            .onlyAdding("Fan", "Fan")
            .attribute("plan");
    static final Visitor ADA =
            Visitor.user("Ada").named("Ada").with("plan", "free").in("VIP", "Fan");
    static final Visitor BO =
            Visitor.user("Bo").named("Bo").with("plan", "gold").in("VIP");
    static final Visitor CY =
            Visitor.user("Cy").named("Cy").with("plan", "free").in();

    @BeforeEach
    void threeAreKnown() {
        world.night(JOB, ADA, BO, CY);
        world.assertAsModelled();
        world.later(Duration.ofDays(1));
    }

    void onDrift(String choice) {
        world.define(JOB, JOB.yaml() + "verify: { on-drift: " + choice + " }\n");
    }

    void edit(String person, String field, String value) {
        world.sandbox().manually().edit(world.idOf(person), Map.of(field, value));
    }

    void editPlan(String person, String value) {
        world.sandbox().manually().edit(world.idOf(person), Map.of("custom_attributes", Map.of("plan", value)));
    }

    Held held(String person) {
        return world.held().stream()
                .filter(contact -> person.equals(contact.externalId()))
                .findFirst()
                .orElseThrow();
    }

    static Drifted drift(RunSummary night) {
        return night.details().drift();
    }

    static List<Long> counts(RunSummary night) {
        Found drift = drift(night).found();
        return List.of(drift.fields(), drift.untagged(), drift.tagged(), drift.gone(), drift.merged());
    }

    static List<Long> counts(long fields, long untagged, long tagged, long gone, long merged) {
        return List.of(fields, untagged, tagged, gone, merged);
    }

    List<String> causes(RunSummary night) {
        return world.stored("select kind || ' ' || cause from planned_change where run_id = " + night.run()
                + " order by kind, cause");
    }

    void exportOf(Visitor... records) {
        world.removeExports(JOB);
        world.addExport(JOB, "visitors.json", records);
    }
}
