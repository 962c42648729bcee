using Hull.Linux.HostFacts;

namespace Hull.Engine.Containers;

/// <summary>Names for containers that were given none: an adjective and a ship's word, as "steady_mast".</summary>
internal static class ContainerNames
{
    private static readonly string[] Adjectives =
    [
        "able", "ample", "amber", "bold", "brave", "breezy", "bright", "brisk", "calm", "clear", "coastal", "cosy", "crisp", "dapper", "daring",
        "eager", "early", "easy", "fair", "fast", "firm", "fleet", "fond", "frosty", "gentle", "glad", "golden", "grand", "hardy", "hearty",
        "humble", "jolly", "keen", "kind", "lively", "lofty", "loyal", "lucky", "mellow", "merry", "mighty", "misty", "modest", "neat", "nimble",
        "noble", "northern", "patient", "placid", "plucky", "polar", "proud", "quick", "quiet", "rapid", "ready", "robust", "ruddy", "salty",
        "serene", "sharp", "silver", "sleek", "smart", "smooth", "snug", "solid", "sound", "southern", "spry", "stately", "staunch", "steady",
        "stout", "sturdy", "sunny", "swift", "tidal", "tidy", "trim", "true", "trusty", "vast", "warm", "windy", "wise", "witty", "worthy",
    ];

    private static readonly string[] Nouns =
    [
        "anchor", "atoll", "ballast", "barge", "bay", "beacon", "bollard", "boom", "bow", "breeze", "bridge", "brig", "bulwark", "buoy", "cabin",
        "canvas", "capstan", "cargo", "chart", "cleat", "cliff", "clipper", "compass", "cove", "coxswain", "crest", "crew", "current", "cutter",
        "davit", "deck", "delta", "dinghy", "dock", "dory", "eddy", "ensign", "fathom", "fender", "ferry", "fjord", "flagship", "foghorn",
        "frigate", "galleon", "galley", "gangway", "gull", "halyard", "harbor", "hatch", "hawser", "helm", "hold", "inlet", "jetty", "jib",
        "keel", "ketch", "knot", "lagoon", "lantern", "lighthouse", "locker", "log", "longboat", "mainsail", "mast", "mate", "mooring",
        "oar", "osprey", "packet", "pelican", "pennant", "pier", "pilot", "porthole", "prow", "quay", "reef", "regatta", "rigging", "rudder",
        "sail", "schooner", "sextant", "shoal", "shore", "skiff", "sloop", "spinnaker", "starboard", "stern", "strait", "tide", "tiller",
        "trawler", "tug", "voyage", "wake", "wave", "wharf", "winch", "yawl",
    ];

    /// <summary>A name at random. Whether it is free only the insert knows.</summary>
    public static string Random()
    {
        Span<byte> bytes = stackalloc byte[4];
        RandomBytes.Fill(bytes);
        var number = BitConverter.ToUInt32(bytes);
        return $"{Adjectives[number % (uint)Adjectives.Length]}_{Nouns[number / (uint)Adjectives.Length % (uint)Nouns.Length]}";
    }
}
