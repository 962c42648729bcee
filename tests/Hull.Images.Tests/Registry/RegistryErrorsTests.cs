using System.Net;
using System.Text;
using Hull.Core;
using Hull.Images.Registry;

namespace Hull.Images.Tests.Registry;

public class RegistryErrorsTests
{
    [Theory]
    [InlineData("""{"errors":[{"code":"DENIED","message":"no"}]}""", "DENIED", "no")]
    [InlineData("""{"errors":[{"code":"A"},{"code":"B","message":"b"}]}""", "A", null)]
    [InlineData("""{"errors":[{"code":1,"message":["x"]}]}""", null, null)]
    [InlineData("""{"errors":[{"code":"","message":""}]}""", null, null)]
    [InlineData("""{"errors":[]}""", null, null)]
    [InlineData("""{"errors":["x"]}""", null, null)]
    [InlineData("""{"errors":null}""", null, null)]
    [InlineData("""{"errors":{"code":"A"}}""", null, null)]
    [InlineData("""{"details":"incorrect username or password"}""", null, "incorrect username or password")]
    [InlineData("""{"error":"invalid_grant","error_description":"expired"}""", "invalid_grant", "expired")]
    [InlineData("""{"message":"hello"}""", null, "hello")]
    [InlineData("""{"errors":[{"code":"A","message":"two\nlines\u001b[31m"}]}""", "A", "two?lines?[31m")]
    [InlineData("[]", null, null)]
    [InlineData("\"x\"", null, null)]
    [InlineData("null", null, null)]
    [InlineData("", null, null)]
    [InlineData("<html>", null, null)]
    [InlineData("{\"errors\":[{\"code\":\"A\"", null, null)]
    public void Reads_what_registries_and_token_servers_say(string body, string? code, string? message) =>
        Assert.Equal((code, message), RegistryErrors.Parse(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData(401, null, null, ErrorKind.Unauthorized, "w: unauthorized: authentication required")]
    [InlineData(401, "UNAUTHORIZED", "log in", ErrorKind.Unauthorized, "w: unauthorized: log in")]
    [InlineData(403, null, null, ErrorKind.Unauthorized, "w: denied: requested access to the resource is denied")]
    [InlineData(403, "DENIED", null, ErrorKind.Unauthorized, "w: denied: denied")]
    [InlineData(404, null, null, ErrorKind.NotFound, "w: not found")]
    [InlineData(404, "MANIFEST_UNKNOWN", "manifest unknown", ErrorKind.NotFound, "w: manifest unknown")]
    [InlineData(404, "NAME_UNKNOWN", "no such name", ErrorKind.NotFound, "w: name unknown: no such name")]
    [InlineData(429, null, null, ErrorKind.Network, "w: toomanyrequests: the registry asks for a pause")]
    [InlineData(500, null, null, ErrorKind.Network, "w: the registry answers 500 InternalServerError")]
    [InlineData(400, "X_Y", "bad", ErrorKind.Network, "w: the registry answers 400 BadRequest: bad")]
    [InlineData(599, null, null, ErrorKind.Network, "w: the registry answers 599 599")]
    public void Maps_an_answer_to_an_error(int status, string? code, string? message, ErrorKind kind, string expected)
    {
        var error = RegistryErrors.Of("w", (HttpStatusCode)status, code, message);
        Assert.Equal((kind, expected), (error.Kind, error.Message));
    }

    [Theory]
    [InlineData("https://r/", "/v2/x", "https://r/v2/x")]
    [InlineData("https://r/v2/", "blobs?a=%2F", "https://r/v2/blobs?a=%2F")]
    [InlineData("https://r/", "//s/x", "https://s/x")]
    [InlineData("https://r/", "https://s:5/x", "https://s:5/x")]
    [InlineData("http://r/", "https://s/x", "https://s/x")]
    [InlineData("http://r/", "http://s/x", "http://s/x")]
    [InlineData("https://r/", "http://r/x", null)]
    [InlineData("https://r/", "http://s/x", null)]
    [InlineData("https://r/", "file:///etc/passwd", null)]
    [InlineData("https://r/", "ftp://r/x", null)]
    [InlineData("https://r/", "javascript:alert(1)", null)]
    [InlineData("https://r/", "//", null)]
    [InlineData("https://r/", "http://[", null)]
    public void An_address_of_a_registry_never_leads_from_TLS_to_plain_HTTP(string from, string target, string? expected)
    {
        if (expected is not null) Assert.Equal(expected, RegistrySession.Resolve(new Uri(from), target, "w").AbsoluteUri);
        else Assert.Equal(ErrorKind.Network, Assert.Throws<EngineException>(() => RegistrySession.Resolve(new Uri(from), target, "w")).Kind);
    }
}
