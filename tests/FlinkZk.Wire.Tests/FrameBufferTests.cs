namespace FlinkZk.Wire.Tests;

/// <summary>Frames come out whole however their bytes came in.</summary>
public sealed class FrameBufferTests
{
    [Fact]
    public void A_released_array_is_given_back_unless_something_lies_in_it()
    {
        var frames = new FrameBuffer();
        var first = frames.GetFree();
        Assert.Equal(16 * 1024, first.Length);
        frames.Release();
        frames.Release();
        Assert.Equal(0, frames.Pending);
        Assert.False(frames.TryTakeFrame(out _));

        new byte[] { 0, 0, 0, 1, 7 }.CopyTo(frames.GetFree());
        frames.Advance(5);
        frames.Release();
        Assert.True(frames.TryTakeFrame(out var frame));
        Assert.Equal([7], frame.ToArray());
    }

    [Fact]
    public void Frames_split_at_every_offset_come_out_whole()
    {
        byte[][] sent = [[1], [], [2, 3, 4], Enumerable.Range(0, 100).Select(i => (byte)i).ToArray()];
        var stream = Encode(sent);
        for (var split = 0; split <= stream.Length; split++)
        {
            var frames = new FrameBuffer(usualSize: 16);
            var taken = new List<byte[]>();
            Put(frames, stream.AsSpan(0, split), taken);
            Put(frames, stream.AsSpan(split), taken);
            Assert.Equal(sent, taken);
            Assert.Equal(0, frames.Pending);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_frames_in_random_pieces_come_out_whole(int seed)
    {
        var random = new Random(seed);
        var sent = Enumerable.Range(0, 500).Select(_ => new byte[random.Next(300)]).ToArray();
        foreach (var frame in sent)
            random.NextBytes(frame);
        ReadOnlySpan<byte> stream = Encode(sent);
        var (frames, taken) = (new FrameBuffer(usualSize: 32), new List<byte[]>());
        while (!stream.IsEmpty)
        {
            var size = Math.Min(stream.Length, random.Next(1, 200));
            Put(frames, stream[..size], taken);
            stream = stream[size..];
        }
        Assert.Equal(sent, taken);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_length_outside_the_limit_is_refused_before_anything_is_allocated(int length)
    {
        var frames = new FrameBuffer(maxFrame: 100);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frames.GetFree().Span, length);
        frames.Advance(4);
        Assert.Throws<WireFormatException>(() => frames.TryTakeFrame(out _));
    }

    private static byte[] Encode(byte[][] frames)
    {
        var buffer = new WireBuffer();
        foreach (var frame in frames)
        {
            var start = buffer.BeginFrame();
            frame.CopyTo(buffer.Append(frame.Length));
            buffer.EndFrame(start);
        }
        return buffer.Written.ToArray();
    }

    private static void Put(FrameBuffer frames, ReadOnlySpan<byte> bytes, List<byte[]> taken)
    {
        while (!bytes.IsEmpty)
        {
            var free = frames.GetFree().Span;
            var count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            frames.Advance(count);
            bytes = bytes[count..];
            while (frames.TryTakeFrame(out var frame))
                taken.Add(frame.ToArray());
        }
    }
}
