using System.Text.Json;
using Hull.Core;
using Hull.Templates.Reports;

namespace Hull.Templates.Tests.Peers;

/// <summary>Prints a template the way that the command of a view does.</summary>
internal static class PeerViews
{
    private static readonly Dictionary<string, string> ContainerHeaders = new()
    {
        ["ID"] = "container id",
        ["Networks"] = "networks",
        ["Pod"] = "pod id",
    };

    private static readonly Dictionary<string, string> DockerContainerHeaders = new() { ["ID"] = "container id" };

    /// <summary>Prints what there is until the end or an error.</summary>
    public static (string Output, EngineException? Error) Run(string view, string template)
    {
        var output = new StringWriter { NewLine = "\n" };
        try
        {
            Print(view, template, PeerTable.Object(view), output);
            return (output.ToString(), null);
        }
        catch (EngineException error)
        {
            return (output.ToString(), error);
        }
    }

    private static void Print(string view, string template, JsonElement json, TextWriter output)
    {
        switch (view)
        {
            case "docker-inspect":
                DockerInspect(template, json, output);
                break;
            case "docker-version":
                var version = TemplateObject.For<JsonElement>("system.versionInfo")
                    .Field("Client", _ => TemplateObject.For<int>("system.clientVersion").Field("Version", _ => "28.2.2").Value(0))
                    .Field("Server", server => TemplateValue.Pointer(TemplateValue.FromJson(server, DockerShapes.Version)));
                using (var text = new StringWriter { NewLine = "\n" })
                {
                    try
                    {
                        Line("version", template, version.Value(json), text);
                    }
                    finally
                    {
                        output.Write(new TabAligner(20, 1, ColumnWidth.ByDisplay).Align(text.ToString()));
                    }
                }
                break;
            case "docker-info":
                Line("", template, TemplateValue.FromJson(json, DockerShapes.Info), output);
                break;
            case "docker-ps":
                DockerRows(template, json, output);
                break;
            case "podman-container":
                PodmanInspect(template, json, PodmanShapes.Container, output);
                break;
            case "podman-image":
                PodmanInspect(template, json, PodmanShapes.Image, output);
                break;
            case "podman-version":
                ReportFormat.ForObject("version", template).Write(output, TemplateValue.FromJson(json, PodmanShapes.SystemVersion));
                break;
            case "podman-info":
                ReportFormat.ForObject("info", template).Write(output, TemplateValue.FromJson(json, PodmanShapes.Info));
                break;
            case "podman-ps":
                PodmanRows("ps", template, Columns("containers.psReporter", json), json, ContainerHeaders, output);
                break;
            case "podman-images":
                PodmanRows("images", template, Columns("images.imageReporter", json), json, new() { ["ID"] = "IMAGE ID" }, output);
                break;
            default:
                var volumes = Columns("entities.VolumeListReport", json);
                PodmanRows("ls", template, JsonShape.PointerTo(volumes), json, new() { ["Name"] = "VOLUME NAME" }, output);
                break;
        }
    }

    /// <summary>docker inspect first tries the type that it knows, then the raw JSON; what it prints then ends with a newline.</summary>
    private static void DockerInspect(string template, JsonElement json, TextWriter output)
    {
        var parsed = Template.Parse("", template);
        try
        {
            output.Write(parsed.Execute(TemplateValue.FromJson(json, DockerShapes.Container)));
        }
        catch (EngineException)
        {
            try
            {
                output.Write(Template.Parse("", template, new() { MissingKeyIsError = true }).Execute(TemplateValue.FromJson(json)));
            }
            finally
            {
                output.WriteLine();
            }
            return;
        }
        output.WriteLine();
    }

    private static void Line(string name, string template, TemplateValue data, TextWriter output)
    {
        var parsed = Template.Parse(name, template);
        try
        {
            parsed.Execute(data, output);
        }
        finally
        {
            output.WriteLine();
        }
    }

    private static void DockerRows(string template, JsonElement json, TextWriter output)
    {
        var names = json[0].EnumerateObject().Select(column => column.Name).ToList();
        var row = TemplateObject.For<JsonElement>("formatter.ContainerContext");
        foreach (var name in names) row.Method(name, container => container.TryGetProperty(name, out var text) ? text.GetString() : "");
        row.Method("Label", container => new TemplateFunction("func(string) string", [GoType.String], arguments =>
            Label(container.GetProperty("Labels").GetString()!, arguments[0].AsText())));
        var headers = ReportHeaders.Of(names, DockerContainerHeaders);
        DockerFormat.Parse("", template).Write(output, json.EnumerateArray().Select(row.Pointer), headers);
    }

    private static TemplateValue Label(string labels, string name) =>
        labels.Split(',').Select(label => label.Split('=', 2)).FirstOrDefault(label => label[0] == name)?[1] ?? "";

    /// <summary>A shape made from the columns themselves: JSON tells all that list rows need.</summary>
    private static JsonShape Columns(string type, JsonElement json) => JsonShape.Struct(
        type,
        json[0].EnumerateObject().Select(column => new JsonField(column.Name, column.Value.ValueKind switch
        {
            JsonValueKind.Object => JsonShape.MapOf(JsonShape.Text),
            JsonValueKind.Array => JsonShape.ListOf(JsonShape.Text),
            JsonValueKind.Number => JsonShape.NamedInteger(GoType.Int),
            JsonValueKind.String => JsonShape.Text,
            _ => JsonShape.Flag,
        })));

    private static void PodmanInspect(string template, JsonElement json, JsonShape shape, TextWriter output)
    {
        var rows = json.EnumerateArray().Select(row => TemplateValue.FromJson(row, shape)).ToList();
        ReportFormat.ForRows("inspect", template).Write(output, TemplateValue.List(rows, GoType.Any));
    }

    private static void PodmanRows(
        string command, string template, JsonShape shape, JsonElement json, Dictionary<string, string> headers, TextWriter output)
    {
        var rows = json.EnumerateArray().Select(row => TemplateValue.FromJson(row, shape)).ToList();
        var names = json[0].EnumerateObject().Select(column => column.Name);
        ReportFormat.ForRows(command, template).Write(output, rows, ReportHeaders.Of(names, headers));
    }
}
