using System.Management.Automation;

namespace FlinkZk;

/// <summary>An error that a cmdlet finds by itself, with all that its error record shows.</summary>
public sealed class FlinkZkException : Exception
{
    /// <summary>An error with what to do about it. Whatever others wrote may stand in its texts: they are one line of plain text.</summary>
    /// <param name="errorId">The stable id, in PascalCase.</param>
    /// <param name="category">The category.</param>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="recommendedAction">What to do about it.</param>
    /// <param name="innerException">What it came from.</param>
    public FlinkZkException(string errorId, ErrorCategory category, string message, string? recommendedAction = null, Exception? innerException = null)
        : base(PlainText.Line(message), innerException)
    {
        ErrorId = errorId;
        Category = category;
        RecommendedAction = PlainText.Line(recommendedAction);
    }

    /// <summary>The stable id.</summary>
    public string ErrorId { get; }

    /// <summary>The category.</summary>
    public ErrorCategory Category { get; }

    /// <summary>What to do about it.</summary>
    public string? RecommendedAction { get; }
}
