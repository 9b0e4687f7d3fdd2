/** What Intercom is known to hold, and every plan and run kept beside it (JDBC, migrations). */
@NullMarked
package dev.audiencesync.ledger;

import org.jspecify.annotations.NullMarked;
