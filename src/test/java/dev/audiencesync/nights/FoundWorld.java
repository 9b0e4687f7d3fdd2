package dev.audiencesync.nights;

import dev.audiencesync.sandbox.DuplicateEmailCreate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A workspace as a night's plan may find it, and that night. Everybody in it goes by a number: the User ID is {@code P}
 * and the number, the e-mail is made of it too.
 *
 * @param mainIsSnapshot the mode of the job under test; the other job has the other one
 * @param unarchives whether the job brings back who was archived, or refuses to
 * @param doubles what the workspace does with a create whose e-mail is somebody else's
 * @param before whom Intercom holds before any job ran, one for each number
 * @param earlier the nights that filled the ledger, oldest first
 * @param last what the job under test reads in the night that is planned and applied
 */
record FoundWorld(
        boolean mainIsSnapshot,
        boolean unarchives,
        DuplicateEmailCreate doubles,
        List<Before> before,
        List<Night> earlier,
        List<Said> last) {

    /** Who of a person's names the contact has that was there before. */
    enum Contact {
        NONE,
        BY_ID,
        BY_EMAIL,
        BY_BOTH,
        /** With the person's e-mail and the User ID of somebody who is in no export. */
        OF_SOMEBODY_ELSE,
        LEAD
    }

    /** @param handTags put on by hand */
    record Before(Contact contact, boolean archived, Set<String> handTags) {
        /** Whether a record that gives only the e-mail can mean nobody but the person. */
        boolean emailSaysWho() {
            return contact != Contact.BY_ID && contact != Contact.OF_SOMEBODY_ELSE;
        }
    }

    /**
     * Whether the person's contact is archived. Somebody else's is only where the job brings people back: without that
     * it cannot tell whose an archived contact with the e-mail is, and refuses.
     */
    boolean isArchived(int person) {
        Before there = before.get(person);
        return switch (there.contact()) {
            case NONE, LEAD -> false;
            case OF_SOMEBODY_ELSE -> there.archived() && unarchives;
            default -> there.archived();
        };
    }

    /**
     * What the person's contact was tagged with by hand. An archived one has no tag of the jobs': Intercom's search does
     * not show it, so no job can tell that the tag was there before.
     */
    Set<String> handTags(int person) {
        Set<String> tags = new TreeSet<>(before.get(person).handTags());
        if (isArchived(person)) {
            tags.retainAll(Set.of("Friend"));
        }
        return tags;
    }

    /**
     * A night of one of the two jobs.
     *
     * @param edited whose contacts get another name by hand before it
     */
    record Night(boolean ofMain, Set<Integer> edited, List<Said> said) {}

    /**
     * One record.
     *
     * @param byEmailAlone whether it leaves out the User ID, where the e-mail says who is meant
     * @param name null where the record has none; so for {@code plan}
     * @param hour orders the night's records
     */
    record Said(int person, boolean byEmailAlone, Set<String> audiences, String name, String plan, int hour) {}

    static String id(int person) {
        return "P" + person;
    }

    static String email(int person) {
        return "p" + person + "@example.com";
    }

    JobSpec main() {
        JobSpec job = mainIsSnapshot ? JobSpec.snapshot("main") : JobSpec.stream("main");
        return asAskedFor(job.attribute("plan").tag("VIP", "VIP").onlyAdding("Reader", "Readers"));
    }

    JobSpec other() {
        return asAskedFor((mainIsSnapshot ? JobSpec.stream("other") : JobSpec.snapshot("other")).tag("vip", "Gold"));
    }

    private JobSpec asAskedFor(JobSpec job) {
        return unarchives ? job.onArchived("unarchive") : job;
    }

    /** The night's records, beside one that is always there: an empty snapshot is no snapshot. */
    Visitor[] records(int night, List<Said> said) {
        Visitor[] records = new Visitor[said.size() + 1];
        records[0] = Visitor.user("Always").at(night * 100L);
        for (int i = 0; i < said.size(); i++) {
            records[i + 1] = visitor(night, said.get(i));
        }
        return records;
    }

    private Visitor visitor(int night, Said said) {
        boolean byEmail = said.byEmailAlone() && before.get(said.person()).emailSaysWho();
        Visitor record = Visitor.of(byEmail ? null : id(said.person()), email(said.person()))
                .at(night * 100L + said.hour())
                .in(said.audiences().toArray(String[]::new))
                .named(said.name());
        return said.plan() == null ? record : record.with("plan", said.plan());
    }
}
