using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using FlinkZk.Coordination;
using FlinkZk.Server.Options;

namespace FlinkZk.ServerApp;

/// <summary>Makes options whose values are read strictly: what is wrong is told with what would be right.</summary>
internal static class OptionOf
{
    public static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, CustomParser = result => NotEmpty(result, result.Tokens[0].Value) };

    public static Option<bool> Switch(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>A file that has to be there; its full path.</summary>
    public static Option<string?> File(string name, string description) => new(name)
    {
        HelpName = "FILE",
        Description = description,
        CustomParser = result => System.IO.File.Exists(result.Tokens[0].Value)
            ? Path.GetFullPath(result.Tokens[0].Value)
            : Wrong<string?>(result, $"--{Name(result)} {result.Tokens[0].Value}: there is no such file."),
    };

    public static Option<int> Number(string name, int standard, int least, int most, string description) =>
        new(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => standard, CustomParser = result => ReadNumber(result, least, most) ?? 0 };

    /// <summary>A number that means something of its own where it is not given.</summary>
    public static Option<int?> Number(string name, int least, int most, string description) =>
        new(name) { HelpName = "N", Description = description, CustomParser = result => ReadNumber(result, least, most) };

    public static Option<Time> Duration(string name, TimeSpan standard, string description) =>
        new(name) { HelpName = "TIME", Description = description, DefaultValueFactory = _ => new(standard), CustomParser = result => ReadTime(result) ?? default };

    /// <summary>A duration that means something of its own where it is not given.</summary>
    public static Option<Time?> Duration(string name, string description) =>
        new(name) { HelpName = "TIME", Description = description, CustomParser = ReadTime };

    /// <summary>An amount of memory or disk; null where it is not given.</summary>
    public static Option<Size?> Bytes(string name, long least, long most, string description) =>
        new(name) { HelpName = "SIZE", Description = description, CustomParser = result => ReadSize(result, least, most) };

    public static Option<Size> Bytes(string name, long standard, long least, long most, string description) =>
        new(name) { HelpName = "SIZE", Description = description, DefaultValueFactory = _ => new(standard), CustomParser = result => ReadSize(result, least, most) ?? default };

    /// <summary>One of an enumeration's words, in upper or lower case.</summary>
    public static Option<T> Word<T>(string name, T standard, string description)
        where T : struct, Enum => new(name)
        {
            HelpName = string.Join('|', Enum.GetNames<T>()),
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = result => Enum.GetNames<T>().FirstOrDefault(word => word.Equals(result.Tokens[0].Value, StringComparison.OrdinalIgnoreCase)) is { } word
                ? Enum.Parse<T>(word)
                : Wrong<T>(result, $"--{Name(result)} {result.Tokens[0].Value}: give one of {string.Join(", ", Enum.GetNames<T>())}."),
        };

    /// <summary>A port of this machine's own, or an address with a port; null where it is not given.</summary>
    public static Option<IPEndPoint?> EndPoint(string name, string description) => new(name)
    {
        HelpName = "[IP:]PORT",
        Description = description,
        CustomParser = result => EndPointText.TryParse(result.Tokens[0].Value, out var endPoint) ? endPoint : Wrong<IPEndPoint?>(result, $"--{Name(result)} {result.Tokens[0].Value}: {EndPointText.Right}"),
    };

    /// <summary>Any value that <paramref name="read"/> understands; null where it does not.</summary>
    public static Option<T> Value<T>(string name, string value, string description, T standard, Func<string, T?> read, string right)
        where T : class => new(name)
        {
            HelpName = value,
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = result => read(result.Tokens[0].Value) ?? Wrong<T>(result, $"--{Name(result)} {result.Tokens[0].Value}: {right}"),
        };

    private static int? ReadNumber(ArgumentResult result, int least, int most)
    {
        var text = result.Tokens[0].Value;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
            : Wrong<int?>(result, most == int.MaxValue ? $"--{Name(result)} {text}: give a whole number, {least} or more." : $"--{Name(result)} {text}: give a whole number from {least} to {most}.");
    }

    private static Time? ReadTime(ArgumentResult result)
    {
        try
        {
            return new(DurationText.Parse(result.Tokens[0].Value));
        }
        catch (FormatException e)
        {
            return Wrong<Time?>(result, $"--{Name(result)}: {e.Message}");
        }
    }

    private static Size? ReadSize(ArgumentResult result, long least, long most) => Size.TryParse(result.Tokens[0].Value, out var size) && size.Bytes >= least && size.Bytes <= most ? size
        : Wrong<Size?>(result, $"--{Name(result)} {result.Tokens[0].Value}: give a size from {new Size(least)} to {new Size(most)}, such as 900KB, 64MB or 2GB.");

    private static string? NotEmpty(ArgumentResult result, string text) => text.Length > 0 ? text : Wrong<string?>(result, $"--{Name(result)} needs a value, which is empty.");

    private static string Name(ArgumentResult result) => ((OptionResult)result.Parent!).Option.Name.TrimStart('-');

    private static T Wrong<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default!;
    }
}
