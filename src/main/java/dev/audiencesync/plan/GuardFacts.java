package dev.audiencesync.plan;

import dev.audiencesync.ledger.Baselines.Baseline;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the guard weighs.
 *
 * @param snapshot whether the export names everybody
 * @param records read
 * @param rejected records refused
 * @param people of the export
 * @param fills by mapped field, the records that had it filled; a field that none had filled is in it with 0
 * @param owned members each tag had when the plan was begun, by name key
 * @param baseline of the job's last whole run in this workspace
 */
record GuardFacts(
        boolean snapshot,
        long records,
        long rejected,
        long people,
        SortedMap<String, Long> fills,
        GuardTally planned,
        Map<String, Long> owned,
        Optional<Baseline> baseline) {}
