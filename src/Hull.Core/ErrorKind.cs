namespace Hull.Core;

/// <summary>What went wrong, in the few words that a caller acts on: the command line maps it to an exit code, the REST API to a status.</summary>
public enum ErrorKind
{
    /// <summary>A fault of Hull's own: something that was thought impossible.</summary>
    Internal,

    /// <summary>The request is malformed or contradicts itself; nothing was begun.</summary>
    InvalidArgument,

    /// <summary>The named container, image, volume or other object does not exist.</summary>
    NotFound,

    /// <summary>The name, or the object's use by another, stands in the way.</summary>
    Conflict,

    /// <summary>The object is in a state that does not allow the verb (not running, already running, paused).</summary>
    InvalidState,

    /// <summary>The host, the kernel, the runtime or this version of Hull cannot do what was asked.</summary>
    Unsupported,

    /// <summary>The caller lacks a right that the verb needs.</summary>
    PermissionDenied,

    /// <summary>A registry refused the credentials, or wants some.</summary>
    Unauthorized,

    /// <summary>Bytes do not match their digest, size or format.</summary>
    Corrupt,

    /// <summary>A limit of a resource was hit: disk full, too many entries, too large.</summary>
    ResourceExhausted,

    /// <summary>A program that Hull needs (runtime, conmon) is missing or failed.</summary>
    RuntimeFailed,

    /// <summary>The container's command was found but cannot be executed (exit code 126).</summary>
    CommandNotExecutable,

    /// <summary>The container's command was not found (exit code 127).</summary>
    CommandNotFound,

    /// <summary>The time allowed ran out.</summary>
    Timeout,

    /// <summary>A registry or another peer could not be reached, or broke the protocol.</summary>
    Network,
}
