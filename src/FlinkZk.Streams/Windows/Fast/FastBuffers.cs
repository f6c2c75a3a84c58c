namespace FlinkZk.Streams.Windows;

/// <summary>What the windows of one operator lend each other while a batch is under way.</summary>
/// <param name="capacity">Records of the largest batch.</param>
internal sealed class FastBuffers(int capacity)
{
    private readonly Stack<int[]> _free = new();

    /// <summary>A number for each record of a batch.</summary>
    public int[] Ids { get; } = new int[capacity];

    /// <summary>How many keys the last window had: the next one is made for as many.</summary>
    public int ExpectedKeys { get; set; }

    /// <summary>Room for the places of a batch's records.</summary>
    public int[] Rent() => _free.TryPop(out var buffer) ? buffer : new int[capacity];

    /// <summary>Takes it back.</summary>
    public void Return(int[] buffer) => _free.Push(buffer);
}
