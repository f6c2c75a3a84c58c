using System.Diagnostics;

namespace FlinkZk;

/// <summary>
/// Knows whether Set-Content or Add-Content came to its end. PowerShell closes a writer in the same way when an error further up has ended the pipeline, and
/// tells it nothing; only the stack does.
/// </summary>
internal static class ContentCmdlet
{
    /// <summary>Whether the writer is closed because the cmdlet is cleared away, and not because it has all that there is to write.</summary>
    public static bool IsClearedAway
    {
        get
        {
            // EndProcessing and ProcessRecord are called virtually: no compiler makes their frames go. A writer that a script closes itself has no such cmdlet below it.
            var ofCmdlet = false;
            foreach (var frame in new StackTrace().GetFrames())
            {
                var method = frame.GetMethod();
                if (method?.Name is "EndProcessing" or "ProcessRecord")
                    return false;
                ofCmdlet |= method?.DeclaringType?.Name is "ContentCommandBase" or "WriteContentCommandBase";
            }
            return ofCmdlet;
        }
    }
}
