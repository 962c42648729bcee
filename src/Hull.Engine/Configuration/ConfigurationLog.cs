using Microsoft.Extensions.Logging;

namespace Hull.Engine.Configuration;

/// <summary>What reading the settings says at debug level.</summary>
internal static partial class ConfigurationLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Reading configuration file {File}")]
    public static partial void Reading(ILogger logger, string file);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{File}:{Line}: unknown key {Key}")]
    public static partial void UnknownKey(ILogger logger, string file, int line, string key);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{File}:{Line}: key {Key} has no effect: {Reason}")]
    public static partial void IdleKey(ILogger logger, string file, int line, string key, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Events go to a file: there is no journald, as {File}:{Line} asks for, on this host")]
    public static partial void NoJournald(ILogger logger, string file, int line);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Environment variable {Name} is already set, the value of [engine] env is left aside")]
    public static partial void VariableKept(ILogger logger, string name);
}
