using Hull.Engine.Doctor;

namespace Hull.Engine.Tests.Doctor;

public sealed class CheckSubordinateIdsTests : DoctorTest
{
    public static TheoryData<string, FindingState, string, string?> Files => new()
    {
        { "ann:100000:65536\n", FindingState.Good, "65536 users: 100000-165535", null },
        { "1001:100000:65536\n", FindingState.Good, "65536 users", null },
        { "bob:100000:65536\nann:165536:65536\n", FindingState.Good, "165536-231071", null },
        { "ann:100000:32768\nann:200000:32768\n", FindingState.Good, "100000-132767, 200000-232767", null },
        { "", FindingState.Warning, "no line of ann", "sudo usermod --add-subuids 100000-165535 ann && hull system migrate" },
        { "bob:100000:65536\n", FindingState.Warning, "no line of ann", "--add-subuids 165536-231071 ann" },
        { "ann:100000:1000\n", FindingState.Warning, "images expect 65536", "--add-subuids 101000-166535 ann" },
        {
            "ann:100000:65536\nann:120000:65536\n", FindingState.Bad, "100000-165535 and 120000-185535 of ann overlap",
            "sudo sed -E -i '/^(ann|1001):120000:65536$/d' /etc/subuid"
        },
        { "ann:100000:65536\n1001:100000:65536\n", FindingState.Bad, "overlap", "sudo sed -E -i '0,/^(ann|1001):100000:65536$/{//d}' /etc/subuid" },
        { "ann:100000:65536\nbob:165000:65536\n", FindingState.Warning, "overlaps 165000-230535 of bob", "--add-subuids 230536-296071 ann" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Judges_the_lines(string subuid, FindingState state, string detail, string? mend) =>
        Is(state, detail, mend, Only(CheckSubordinateIds.Look(User(("/etc/subuid", subuid), ("/etc/subgid", "ann:100000:65536\n"))), "subuid"));

    [Fact]
    public void Judges_groups_by_their_own_file()
    {
        var found = CheckSubordinateIds.Look(User(("/etc/subuid", "ann:100000:65536\n"))).ToArray();
        Assert.Equal(FindingState.Good, Only(found, "subuid").State);
        Is(FindingState.Warning, "no line of ann in /etc/subgid", "sudo usermod --add-subgids 100000-165535 ann", Only(found, "subgid"));
    }

    [Fact]
    public void Does_not_concern_root() => Assert.Empty(CheckSubordinateIds.Look(Administrator()));
}
