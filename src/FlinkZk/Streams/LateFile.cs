using System.Management.Automation;

namespace FlinkZk;

/// <summary>The file of late records is overwritten: never one that the stream reads.</summary>
internal static class LateFile
{
    /// <exception cref="FlinkZkException">An input is this very file, by whichever name; or its name promises another format than JSON lines, in which it is written.</exception>
    public static void Check(string path, IEnumerable<string> inputs)
    {
        CheckInputs(path, inputs, "-LatePath");
        CheckName(path);
    }

    /// <exception cref="FlinkZkException">An input is this very file, by whichever name.</exception>
    public static void CheckInputs(string path, IEnumerable<string> inputs, string what)
    {
        // What is empty loses nothing, and may be a pipe, which nobody should open for a look.
        if (!HasContent(path))
            return;
        var candidates = inputs.Where(HasContent).ToArray();
        if ((Array.Find(candidates, input => Final(input) == Final(path)) ?? FindLocked(path, candidates)) is { } same)
        {
            throw new FlinkZkException("LatePathIsInput", ErrorCategory.InvalidArgument, $"{what} '{path}' is a file that the stream reads ('{same}'): it would be overwritten before it is read.",
                "Give these records a file of their own: -LatePath late.jsonl.");
        }
    }

    private static void CheckName(string path)
    {
        if (Path.GetExtension(path).ToUpperInvariant() is not (".CSV" or ".TSV"))
            return;
        throw new FlinkZkException("UnknownFormat", ErrorCategory.InvalidArgument, $"-LatePath writes a JSON object a line, and '{path}' is called like a file of another format.",
            $"Call it {Path.ChangeExtension(Path.GetFileName(path), ".jsonl")}; for CSV take the late records into a variable: -LateVariable late, and then $late | Export-Csv.");
    }

    // A hard link, or a folder that is a link, has another path: but whoever may not share a file does not get it again, by whichever name.
    private static string? FindLocked(string path, string[] inputs)
    {
        var readable = Array.FindAll(inputs, CanRead);
        try
        {
            using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return Array.Find(readable, input => !CanRead(input));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // In use elsewhere, or not to be written: whoever opens it next tells.
            return null;
        }
    }

    private static bool CanRead(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool HasContent(string path) => new FileInfo(Final(path)) is { Exists: true, Length: > 0 };

    private static string Final(string path) => File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
}
