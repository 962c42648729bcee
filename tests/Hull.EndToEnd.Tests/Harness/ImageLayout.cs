using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>Writes an OCI layout: one small image for each platform, and the index "list" over them.</summary>
internal static class ImageLayout
{
    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    private const string Index = "application/vnd.oci.image.index.v1+json";

    /// <summary>Writes it.</summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="platforms">os/architecture[/variant]; each image holds its own in the file /platform.</param>
    /// <returns>The name for skopeo: oci:FOLDER:list.</returns>
    public static string Write(string folder, params string[] platforms)
    {
        Directory.CreateDirectory(Path.Combine(folder, "blobs", "sha256"));
        File.WriteAllText(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        var images = platforms.Select(platform => Image(folder, platform));
        var list = Json(folder, Index, $$"""{"schemaVersion":2,"mediaType":"{{Index}}","manifests":[{{string.Join(',', images)}}]}""");
        var named = list[..^1] + ""","annotations":{"org.opencontainers.image.ref.name":"list"}}""";
        File.WriteAllText(Path.Combine(folder, "index.json"), $$"""{"schemaVersion":2,"manifests":[{{named}}]}""");
        return $"oci:{folder}:list";
    }

    private static string Image(string folder, string platform)
    {
        var words = platform.Split('/');
        var variant = words.Length > 2 ? $",\"variant\":\"{words[2]}\"" : "";
        var fields = $"\"os\":\"{words[0]}\",\"architecture\":\"{words[1]}\"{variant}";
        var layer = Layer(platform);
        var text = $$$"""{{{{fields}}},"config":{},"rootfs":{"type":"layers","diff_ids":["{{{Digest(layer)}}}"]}}""";
        var config = Json(folder, "application/vnd.oci.image.config.v1+json", text);
        var blob = Blob(folder, "application/vnd.oci.image.layer.v1.tar", layer);
        var manifest = Json(folder, Manifest, $$"""{"schemaVersion":2,"mediaType":"{{Manifest}}","config":{{config}},"layers":[{{blob}}]}""");
        return $"{manifest[..^1]},\"platform\":{{{fields}}}}}";
    }

    private static byte[] Layer(string platform)
    {
        using var buffer = new MemoryStream();
        using (var writer = new TarWriter(buffer, TarEntryFormat.Pax, leaveOpen: true))
        {
            var content = new MemoryStream(Encoding.UTF8.GetBytes(platform));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "platform") { DataStream = content });
        }
        return buffer.ToArray();
    }

    private static string Json(string folder, string type, string text) => Blob(folder, type, Encoding.UTF8.GetBytes(text));

    // The descriptor of what was written.
    private static string Blob(string folder, string type, byte[] bytes)
    {
        var digest = Digest(bytes);
        File.WriteAllBytes(Path.Combine(folder, "blobs", "sha256", digest["sha256:".Length..]), bytes);
        return $$"""{"mediaType":"{{type}}","digest":"{{digest}}","size":{{bytes.Length}}}""";
    }

    private static string Digest(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
}
