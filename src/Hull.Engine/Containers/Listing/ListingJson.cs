using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Listing;

/// <summary>The JSON of lists, with Podman's names.</summary>
[JsonSerializable(typeof(IReadOnlyList<ListedContainer>))]
public sealed partial class ListingJson : JsonSerializerContext;
