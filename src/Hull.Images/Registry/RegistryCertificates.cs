using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Hull.Core;

namespace Hull.Images.Registry;

/// <summary>Certificates of a registry's own (containers-certs.d(5)): *.crt are further authorities, *.cert with *.key a client's proof.</summary>
internal static class RegistryCertificates
{
    /// <summary>The directory of a registry's certificates; null where there is none.</summary>
    public static string? DirectoryOf(RegistryEndpoint endpoint, RegistryAccess access)
    {
        if (access.CertDirectory is { } named)
        {
            return Directory.Exists(named) ? named : throw new EngineException(ErrorKind.InvalidArgument, $"--cert-dir {named}: no such directory");
        }
        // The host is a parsed name: no path leads out through it.
        return access.CertRoots.Select(root => Path.Join(root, endpoint.Domain)).FirstOrDefault(Directory.Exists);
    }

    /// <summary>How TLS is spoken with a registry.</summary>
    /// <exception cref="EngineException">InvalidArgument: a certificate cannot be read, or has no key; the message names the file.</exception>
    public static SslClientAuthenticationOptions OptionsFor(RegistryEndpoint endpoint, RegistryAccess access)
    {
        var options = new SslClientAuthenticationOptions();
        if (endpoint.Insecure)
        {
#pragma warning disable CA5359 // What --tls-verify=false and `insecure` ask for.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        if (DirectoryOf(endpoint, access) is not { } directory) return options;
        var authorities = Read(directory, "*.crt");
        if (authorities.Count > 0 && !endpoint.Insecure)
        {
            // In addition to the system's store, as Docker and Podman have it.
            options.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                errors == SslPolicyErrors.None || (errors == SslPolicyErrors.RemoteCertificateChainErrors && IsSignedBy(authorities, certificate));
        }
        var clients = ClientCertificates(directory);
        if (clients.Count > 0) options.ClientCertificates = clients;
        return options;
    }

    private static bool IsSignedBy(X509Certificate2Collection authorities, X509Certificate? certificate)
    {
        if (certificate is not X509Certificate2 leaf) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(leaf);
    }

    private static X509Certificate2Collection Read(string directory, string pattern)
    {
        var all = new X509Certificate2Collection();
        foreach (var file in Directory.EnumerateFiles(directory, pattern).Order(StringComparer.Ordinal)) Guard(file, () => all.ImportFromPemFile(file));
        return all;
    }

    private static X509Certificate2Collection ClientCertificates(string directory)
    {
        var all = new X509Certificate2Collection();
        foreach (var file in Directory.EnumerateFiles(directory, "*.cert").Order(StringComparer.Ordinal))
        {
            var key = Path.ChangeExtension(file, ".key");
            if (!File.Exists(key)) throw new EngineException(ErrorKind.InvalidArgument, $"{file}: missing client certificate key {Path.GetFileName(key)}");
            Guard(file, () =>
            {
                // TLS on Linux takes a key from a PEM only by way of PKCS#12.
                using var pem = X509Certificate2.CreateFromPemFile(file, key);
                all.Add(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pfx), null));
            });
        }
        return all;
    }

    private static void Guard(string file, Action read)
    {
        try
        {
            read();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EngineException(ErrorKind.PermissionDenied, $"reading the certificates of a registry: {e.Message}", "check who may read the file", e);
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or IOException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"{file}: {e.Message}", "it must be PEM", e);
        }
    }
}
