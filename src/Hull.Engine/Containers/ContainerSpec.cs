
namespace Hull.Engine.Containers;

/// <summary>
/// ASKED: what a caller wants of a container, as one flat record. Null means "not said": ResolveContainer fills it from the
/// image, containers.conf and Podman's defaults. Its JSON is the body of libpod's create (SpecGenerator), so the REST API and the
/// command line fill the same record. Each group of options has a file of its own: Process, Storage, Network, Security, Resources,
/// Health, Image, Logging.
/// </summary>
public sealed partial record ContainerSpec;
