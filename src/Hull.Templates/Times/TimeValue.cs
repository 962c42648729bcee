using System.Globalization;
using Hull.Templates.Printing;

namespace Hull.Templates.Times;

/// <summary>Go's time.Time with the methods that formats use: <c>{{.Created.Format "2006-01-02"}}</c>, <c>{{.State.StartedAt.Unix}}</c>.</summary>
internal sealed class TimeValue(GoTime time) : StructValue(GoType.Time)
{
    private static readonly string[] Methods =
    [
        "Format", "String", "Unix", "UnixMilli", "UnixMicro", "UnixNano", "UTC", "Local", "IsZero", "Year", "Month", "Day", "Hour", "Minute",
        "Second", "Nanosecond", "YearDay", "Weekday", "Before", "After", "Equal", "Sub", "Add",
    ];

    public GoTime Time { get; } = time;

    public override IEnumerable<StructField> Fields => [];

    public override IEnumerable<string> Names => Methods;

    /// <summary>The time as Go source, for %#v.</summary>
    public string GoSyntax
    {
        get
        {
            var zone = Time is { Offset: 0, Zone: "UTC" } ? "time.UTC" : $"time.Location({GoQuote.Text(Time.Zone)})";
            return TimeLayout.Format(Time, "time.Date(2006, time.January, 2, ")
                + string.Create(CultureInfo.InvariantCulture, $"{Time.Clock.Hour}, {Time.Clock.Minute}, {Time.Clock.Second}, {Time.Nanosecond}, {zone})");
        }
    }

    internal override string? StringMethod => TimeLayout.Format(Time, TimeLayout.Default);

    public override TemplateValue? Field(string name) => null;

    internal override FunctionValue? Method(string name) => name switch
    {
        "Format" => new(new TemplateFunction("func(string) string", [GoType.String], a => TimeLayout.Format(Time, a[0].AsText()))),
        "String" => FunctionValue.Constant("func() string", StringMethod),
        "UTC" => new(new TemplateFunction("func() time.Time", [], _ => new TimeValue(Time.ToUtc()))),
        "Local" => new(new TemplateFunction("func() time.Time", [], _ => new TimeValue(Time.ToLocal()))),
        "IsZero" => FunctionValue.Constant("func() bool", Time.IsZero),
        "Before" => WithTime("bool", other => Time.CompareTo(other) < 0),
        "After" => WithTime("bool", other => Time.CompareTo(other) > 0),
        "Equal" => WithTime("bool", other => Time.CompareTo(other) == 0),
        "Sub" => WithTime("time.Duration", other => DurationValue.FromNanoseconds(Time.Since(other))),
        "Add" => new(new TemplateFunction("func(time.Duration) time.Time", [GoType.Int], a => new TimeValue(Time.Add(a[0].AsInteger())))),
        _ => Number(name),
    };

    private FunctionValue? Number(string name) => name switch
    {
        "Unix" => Int64(Time.UnixSeconds),
        "UnixMilli" => Int64((Time.UnixSeconds * 1_000) + (Time.Nanosecond / 1_000_000)),
        "UnixMicro" => Int64((Time.UnixSeconds * 1_000_000) + (Time.Nanosecond / 1_000)),
        "UnixNano" => Int64(Time.UnixNanoseconds),
        "Year" => Int(Time.Clock.Year),
        "Month" => FunctionValue.Constant(
            "func() time.Month", new IntValue(Time.Clock.Month, GoType.Month, Time.Clock.ToString("MMMM", CultureInfo.InvariantCulture))),
        "Weekday" => FunctionValue.Constant(
            "func() time.Weekday", new IntValue((long)Time.Clock.DayOfWeek, GoType.Weekday, Time.Clock.DayOfWeek.ToString())),
        "Day" => Int(Time.Clock.Day),
        "Hour" => Int(Time.Clock.Hour),
        "Minute" => Int(Time.Clock.Minute),
        "Second" => Int(Time.Clock.Second),
        "Nanosecond" => Int(Time.Nanosecond),
        "YearDay" => Int(Time.Clock.DayOfYear),
        _ => null,
    };

    private static FunctionValue Int(int value) => FunctionValue.Constant("func() int", value);

    private static FunctionValue Int64(long value) => FunctionValue.Constant("func() int64", value);

    private static FunctionValue WithTime(string result, Func<GoTime, TemplateValue> apply) =>
        new(new TemplateFunction($"func(time.Time) {result}", [GoType.Time], a => apply(((TimeValue)a[0]).Time)));
}
