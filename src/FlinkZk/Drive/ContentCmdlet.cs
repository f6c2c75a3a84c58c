using System.Diagnostics;

namespace FlinkZk;

/// <summary>
/// Knows whether Set-Content or Add-Content came to its end. PowerShell closes a writer in the same way when an error further up has ended the pipeline, and
/// tells it nothing; only the stack does.
/// </summary>
internal static class ContentCmdlet
{
    /// <summary>Whether the writer is closed because the cmdlet is cleared away, and not because it has all that there is to write.</summary>
    /// <remarks>
    /// A runtime leaves frames out of what it has compiled anew, once that was called often. So what counts is a frame that is there, never one that is missing: at
    /// worst the content of a pipeline that has failed is written, as into a file, and what came to its end is never lost.
    /// </remarks>
    public static bool IsClearedAway =>
        new StackTrace().GetFrames().Select(static frame => frame.GetMethod()).FirstOrDefault(static method => method?.DeclaringType?.Name == "PipelineProcessor")?.Name == "DisposeCommands";
}
