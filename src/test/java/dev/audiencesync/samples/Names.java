package dev.audiencesync.samples;

import java.util.List;

/** Invented names from many places, each with the ASCII form its e-mail address uses. */
final class Names {
    private static final List<String> FIRST = List.of(
            "Ada|ada",
            "Bo|bo",
            "Zoë|zoe",
            "Łucja|lucja",
            "Jürgen|juergen",
            "Ngọc|ngoc",
            "Amara|amara",
            "Søren|soeren",
            "Inés|ines",
            "花子|hanako",
            "Kwame|kwame",
            "Priya|priya",
            "Óscar|oscar",
            "Fatima|fatima",
            "Dmitri|dmitri",
            "Leilani|leilani",
            "Çağla|cagla",
            "Þóra|thora",
            "Mateo|mateo",
            "Noor|noor",
            "Siobhán|siobhan",
            "Tomáš|tomas",
            "Yara|yara",
            "Wren|wren",
            "Ольга|olga",
            "Ravi|ravi",
            "Chidi|chidi",
            "Mei|mei",
            "Björn|bjoern");
    private static final List<String> LAST = List.of(
            "Okafor|okafor",
            "Müller|mueller",
            "García|garcia",
            "山田|yamada",
            "Nowak|nowak",
            "O'Brien|obrien",
            "Nguyễn|nguyen",
            "Åkesson|akesson",
            "Haddad|haddad",
            "da Silva|dasilva",
            "Kowalczyk-Reed|kowalczyk-reed",
            "Iyer|iyer",
            "Dvořák|dvorak",
            "Jónsdóttir|jonsdottir",
            "Mensah|mensah",
            "Smith|smith",
            "Öztürk|oeztuerk",
            "van der Berg|vanderberg",
            "Петрова|petrova",
            "Lindqvist|lindqvist",
            "Achterberg|achterberg",
            "Tan|tan",
            "Fernández|fernandez");
    private static final List<String> DOMAINS = List.of("example.com", "example.org", "example.net");

    private Names() {}

    static String name(int number) {
        return part(FIRST, number, 0) + " " + part(LAST, number * 5, 0);
    }

    static String email(int number) {
        return part(FIRST, number, 1) + "." + part(LAST, number * 5, 1) + "@" + DOMAINS.get(number % DOMAINS.size());
    }

    private static String part(List<String> names, int index, int form) {
        return names.get(index % names.size()).split("\\|")[form];
    }
}
