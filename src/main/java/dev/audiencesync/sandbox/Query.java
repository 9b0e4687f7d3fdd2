package dev.audiencesync.sandbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** What a search asks for. */
sealed interface Query {
    boolean matches(Contact contact);

    /** The numbers of all contacts that can match at all, where an index knows; empty means look at everybody. */
    Optional<NavigableSet<Long>> candidates(ContactIndex index);

    /** All or any of several. */
    record Group(boolean all, List<Query> parts) implements Query {
        public Group {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean matches(Contact contact) {
            return all
                    ? parts.stream().allMatch(part -> part.matches(contact))
                    : parts.stream().anyMatch(part -> part.matches(contact));
        }

        @Override
        public Optional<NavigableSet<Long>> candidates(ContactIndex index) {
            List<NavigableSet<Long>> known = new ArrayList<>();
            parts.forEach(part -> part.candidates(index).ifPresent(known::add));
            if (all) {
                return known.stream().min(Comparator.comparingInt(NavigableSet::size));
            }
            if (known.size() < parts.size()) {
                return Optional.empty();
            }
            NavigableSet<Long> union = new TreeSet<>();
            known.forEach(union::addAll);
            return Optional.of(union);
        }
    }

    /** One field against one value or several. */
    record Filter(SearchField field, Operator operator, List<Object> operands) implements Query {
        public Filter {
            operands = List.copyOf(operands);
        }

        @Override
        public boolean matches(Contact contact) {
            return operator.holds(field.valuesOf(contact), operands);
        }

        @Override
        public Optional<NavigableSet<Long>> candidates(ContactIndex index) {
            boolean names = operator == Operator.EQUAL || operator == Operator.IN;
            return names && !operands.isEmpty() ? field.lookUp(index, operands) : Optional.empty();
        }
    }
}
