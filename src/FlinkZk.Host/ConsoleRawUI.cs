using System.Management.Automation.Host;

namespace FlinkZk.Host;

/// <summary>What formatting needs to know of the console: its width. Nothing is drawn at a position, so no more is offered.</summary>
internal sealed class ConsoleRawUI : PSHostRawUserInterface
{
    // pwsh formats redirected output for this width.
    private static readonly Size Redirected = new(120, 50);

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize
    {
        get => Console.IsOutputRedirected || Console.WindowWidth <= 0 ? Redirected : new Size(Console.WindowWidth, Console.WindowHeight);
        set => throw NotOffered();
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw NotOffered();
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Coordinates CursorPosition
    {
        get => default;
        set => throw NotOffered();
    }

    public override Coordinates WindowPosition
    {
        get => default;
        set => throw NotOffered();
    }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NotOffered();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotOffered();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotOffered();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotOffered();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotOffered();

    private static NotSupportedException NotOffered() => new("This host writes lines; it does not draw at positions.");
}
