using System.Text.Json;

namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>The spec as the body of libpod's create.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, SpecJson.Default.ContainerSpec);
}
