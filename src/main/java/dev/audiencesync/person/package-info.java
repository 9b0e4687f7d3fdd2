/** Values only: identifiers, fields, fingerprints, the person a record asks for. The bottom room. */
@NullMarked
package dev.audiencesync.person;

import org.jspecify.annotations.NullMarked;
