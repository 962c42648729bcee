using System.Text;
using Hull.Core;
using Hull.Engine.Secrets;
using Hull.Engine.Store;

namespace Hull.Engine.Tests.Secrets;

public sealed class SecretVerbsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hull-secrets-").FullName;
    private readonly StateDatabase _database;
    private readonly SecretVerbs _secrets;

    public SecretVerbsTests()
    {
        var paths = new StorePaths { Root = Path.Join(_root, "root"), RunRoot = Path.Join(_root, "run") };
        Directory.CreateDirectory(paths.Root);
        Directory.CreateDirectory(paths.Locks);
        _database = new StateDatabase(paths.Database);
        _secrets = new SecretVerbs(paths, _database, TimeProvider.System);
    }

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void A_secret_is_found_by_name_id_and_beginning()
    {
        var made = _secrets.Create(New("one", "kept"));
        foreach (var by in (string[])["one", made.Id, made.Id[..5]]) Assert.Equal(made.Id, _secrets.Get(by).Id);
        Assert.Equal("kept", Encoding.UTF8.GetString(_secrets.ReadData("one").Span));
        Assert.Equal("no secret with name or id \"two\": no such secret", Assert.Throws<EngineException>(() => _secrets.Get("two")).Message);
    }

    [Fact]
    public void One_of_the_name_stays_unless_it_is_to_give_way()
    {
        var first = _secrets.Create(New("one", "a"));
        Assert.Equal("one: secret name in use", Assert.Throws<EngineException>(() => _secrets.Create(New("one", "b"))).Message);
        Assert.Equal(first.Id, _secrets.Create(New("one", "b") with { Ignore = true }).Id);
        var second = _secrets.Create(New("one", "b") with { Replace = true });
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first.Created, second.Created);
        Assert.Null(_secrets.Find(first.Id));
        Assert.Single(Directory.GetFiles(Path.Join(_root, "root", "secrets")));
    }

    [Fact]
    public void What_a_killed_command_left_goes_with_the_next_change()
    {
        _secrets.Create(New("one", "a"));
        var folder = Path.Join(_root, "root", "secrets");
        File.WriteAllText(Path.Join(folder, "leftover"), "x");
        _secrets.Create(New("two", "b"));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("a/b", "x")]
    [InlineData("a=b", "x")]
    [InlineData("a,b", "x")]
    [InlineData("a", "")]
    public void What_is_no_secret_is_refused(string name, string data) =>
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => _secrets.Create(New(name, data))).Kind);

    private static NewSecret New(string name, string data) => new() { Name = name, Data = Encoding.UTF8.GetBytes(data) };
}
