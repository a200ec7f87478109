using System.Globalization;

namespace MovieMesh.Datasets.Generated;

/// <summary>Makes up titles that one can read and tell apart, written as MovieLens writes them, flavoured by the first genre.</summary>
internal sealed class Titles
{
    private static readonly string[] Adjectives =
    [
        "Silent", "Crimson", "Broken", "Golden", "Hidden", "Last", "Long", "Lonely", "Burning", "Frozen", "Forgotten", "Restless", "Hollow", "Distant", "Electric", "Gentle",
        "Wicked", "Secret", "Stolen", "Second", "Perfect", "Paper", "Iron", "Velvet", "Bitter", "Midnight", "Northern", "Southern", "Endless", "Borrowed", "Painted", "Quiet",
        "Savage", "Shining", "Sleeping", "Tender", "Twisted", "Unlikely", "Vanishing", "Wandering", "Winter", "Summer", "Autumn", "Blue", "Green", "Scarlet", "Silver", "Little",
    ];

    private static readonly string[] Places =
    [
        "Arden", "Bellmore", "Calloway", "Dunmore", "Eastvale", "Fairhaven", "Glenrock", "Harrow Bay", "Ivory Coast Road", "Juniper Lake", "Kingsport", "Larkspur", "Marlow",
        "Northgate", "Oakridge", "Pinewood", "Quarry Hill", "Ravensburg", "Saltmarsh", "Thornfield", "Umberland", "Vesper Point", "Westbrook", "Yellow Creek",
    ];

    private static readonly string[] Names =
    [
        "Ada", "Bruno", "Clara", "Desmond", "Elsa", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Leo", "Mira", "Nora", "Oscar", "Petra", "Quentin", "Rosa", "Silas", "Tilda",
        "Ulrich", "Vera", "Walter", "Xenia", "Yara", "Zora",
    ];

    private static readonly Dictionary<string, string[]> Nouns = new(StringComparer.Ordinal)
    {
        ["Action"] = ["Strike", "Pursuit", "Vengeance", "Bullet", "Convoy", "Showdown", "Target", "Fury"],
        ["Adventure"] = ["Voyage", "Expedition", "Treasure", "Island", "Compass", "Crossing", "Summit", "Map"],
        ["Animation"] = ["Teapot", "Dragonfly", "Kite", "Firefly", "Snowman", "Puppet", "Lantern", "Acorn"],
        ["Children"] = ["Puppy", "Treehouse", "Balloon", "Birthday", "Wish", "Pony", "Sandcastle", "Whistle"],
        ["Comedy"] = ["Wedding", "Roommate", "Holiday", "Landlord", "Reunion", "Mix-Up", "Neighbor", "Casserole"],
        ["Crime"] = ["Heist", "Alibi", "Informer", "Vault", "Syndicate", "Getaway", "Verdict", "Ledger"],
        ["Documentary"] = ["Archive", "Orchestra", "River", "Harvest", "Witness", "Glacier", "Portrait", "Factory"],
        ["Drama"] = ["Letter", "Orchard", "Daughter", "Promise", "Confession", "Harbor", "House", "Goodbye"],
        ["Fantasy"] = ["Kingdom", "Sorcerer", "Mirror", "Crown", "Spell", "Labyrinth", "Unicorn", "Prophecy"],
        ["Film-Noir"] = ["Shadow", "Alley", "Cigarette", "Stranger", "Staircase", "Streetlight", "Detective", "Lipstick"],
        ["Horror"] = ["Cellar", "Scarecrow", "Curse", "Graveyard", "Whisper", "Doll", "Asylum", "Fog"],
        ["Musical"] = ["Melody", "Ballroom", "Serenade", "Chorus", "Footlight", "Waltz", "Songbird", "Encore"],
        ["Mystery"] = ["Clue", "Corridor", "Riddle", "Key", "Disappearance", "Manuscript", "Keyhole", "Guest"],
        ["Romance"] = ["Kiss", "Valentine", "Embrace", "Sunset", "Heart", "Love Letter", "Rendezvous", "Bouquet"],
        ["Sci-Fi"] = ["Android", "Orbit", "Signal", "Colony", "Nebula", "Experiment", "Horizon", "Starship"],
        ["Thriller"] = ["Hostage", "Conspiracy", "Obsession", "Deadline", "Silence", "Trap", "Passenger", "Cipher"],
        ["War"] = ["Battalion", "Trench", "Bridge", "Soldier", "Armistice", "Bugle", "Front", "Medal"],
        ["Western"] = ["Sheriff", "Canyon", "Outlaw", "Saddle", "Gunslinger", "Frontier", "Stagecoach", "Mesa"],
    };

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Genres => Nouns.Keys;

    /// <summary>Words that users put on a movie of this genre.</summary>
    public static string Tag(string genre, ref Randomness random) =>
        random.Next(3) == 0 ? Adjectives[random.Next(Adjectives.Length)].ToLowerInvariant() : random.Next(2) == 0 ? genre.ToLowerInvariant() : Pick(Nouns[genre], ref random).ToLowerInvariant();

    public string Next(string genre, int year, ref Randomness random)
    {
        var title = Draw(genre, ref random);
        for (var part = 2; !_taken.Add(title); part++)
        {
            // A title that is taken becomes a sequel now and then, and else another one.
            title = random.Next(4) == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Draw(genre, ref random)} {part}") : Draw(genre, ref random);
        }

        var article = title.Split(' ', 2);
        var written = article is ["The" or "A" or "An", var rest] ? $"{rest}, {article[0]}" : title;
        return string.Create(CultureInfo.InvariantCulture, $"{written} ({year})");
    }

    private static string Draw(string genre, ref Randomness random)
    {
        var noun = Pick(Nouns[genre], ref random);
        return random.Next(8) switch
        {
            0 or 1 => $"The {Pick(Adjectives, ref random)} {noun}",
            2 => $"{Pick(Adjectives, ref random)} {noun}",
            3 => $"{Pick(Names, ref random)}'s {noun}",
            4 => $"The {noun} of {Pick(Places, ref random)}",
            5 => $"{Article(noun)} {noun} in {Pick(Places, ref random)}",
            6 => $"{Pick(Names, ref random)} and the {Pick(Adjectives, ref random)} {noun}",
            _ => $"{Pick(Names, ref random)}, {Pick(Names, ref random)} and the {noun}",
        };
    }

    private static string Article(string noun) => "AEIOU".Contains(noun[0], StringComparison.Ordinal) ? "An" : "A";

    private static string Pick(string[] words, ref Randomness random) => words[random.Next(words.Length)];
}
