using Hull.Core;
using Hull.Images.Registry;
using Hull.Oci;

namespace Hull.Images.Tests.Registry;

/// <summary>Two registries, a store, and a client that is impatient and has a password.</summary>
internal sealed class RegistryBed : IDisposable
{
    public const string User = "alice";
    public const string Password = "correct-horse-battery";
    public const string Token = "token-that-nobody-may-see";

    public RegistryBed(ImageStoreSettings? settings = null)
    {
        Test = new TestStore(settings);
        Store = new ImageStore(Test.Root, Test.Database, Test.Settings, Log);
        Access = new RegistryAccess
        {
            TlsVerify = false,
            CertRoots = [],
            StallTimeout = TimeSpan.FromSeconds(0.3),
            RetryDelay = TimeSpan.FromMilliseconds(1),
            LongestPause = TimeSpan.FromMilliseconds(20),
            Retries = 2,
            Credentials = new RegistryCredentials { Username = User, Password = Password },
        };
    }

    public FakeRegistry Registry { get; } = new();

    /// <summary>Another host, which must learn no secret.</summary>
    public FakeRegistry Other { get; } = new();

    public TestStore Test { get; }

    public ImageStore Store { get; }

    public ListLogger Log { get; } = new();

    public RegistryAccess Access { get; set; }

    public ImageReference Image => ImageReference.Parse($"{Registry.Authority}/team/app:1");

    /// <summary>Files of blobs that are under way, locks left out.</summary>
    public IReadOnlyList<FileInfo> Partials =>
        Directory.Exists(Store.Layout.Partial) ? [.. new DirectoryInfo(Store.Layout.Partial).EnumerateFiles().Where(file => file.Extension != ".lock")] : [];

    public Task<ImageRecord> PullAsync(ImageReference? image = null, Action<TransferEvent>? watcher = null) =>
        new PullImage(Store, Access).RunAsync(image ?? Image, null, watcher, default);

    public Task<Digest> PushAsync(ImageRecord image, PushOptions? options = null, string name = "team/app:1") =>
        new PushImage(Store, Access).RunAsync(image, ImageReference.Parse($"{Registry.Authority}/{name}"), options ?? new PushOptions(), default);

    /// <summary>Asserts one line that says why, without secrets, here and in the log.</summary>
    public void AssertToldWell(EngineException error, ErrorKind kind, params string[] words)
    {
        Assert.True(error.Kind == kind, $"{error.Kind}, not {kind}: {error.Message}");
        foreach (var word in words) Assert.True(error.Message.Contains(word, StringComparison.OrdinalIgnoreCase), $"no \"{word}\" in: {error.Message}");
        Assert.DoesNotContain('\n', error.Message);
        Assert.True(error.Message.Length < 1000, error.Message);
        AssertNoSecretIsTold(error.Message + error.Hint);
    }

    /// <summary>Asserts that no secret stands in a text or in the log.</summary>
    public void AssertNoSecretIsTold(string text = "")
    {
        foreach (var secret in (string[])[Password, Token, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{User}:{Password}"))])
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Log.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    /// <summary>Asserts that no image is recorded, and nothing of one lies about but bytes to go on from.</summary>
    public void AssertNothingIsKept(bool exceptPartials)
    {
        Assert.Empty(Store.List());
        Assert.Equal(["layers/l"], Test.Inventory());
        Test.AssertAtRest();
        if (!exceptPartials && Directory.Exists(Store.Layout.Partial)) Assert.Empty(Directory.EnumerateFiles(Store.Layout.Partial));
    }

    public void Dispose()
    {
        Test.Dispose();
        Registry.Dispose();
        Other.Dispose();
    }
}
