using System.IO.Pipelines;
using FlinkZk.Server.Memory;
using FlinkZk.Server.Net;

namespace FlinkZk.Server.Tests;

public sealed class OutboxTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_appended_comes_out_once_and_in_order_however_large_it_is_and_however_slowly_it_is_read(int seed)
    {
        var random = new Random(seed);
        var pipe = new Pipe(new(pauseWriterThreshold: 100_000, resumeWriterThreshold: 10_000));
        var memory = new AnswerMemory(long.MaxValue);
        var ended = new TaskCompletionSource();
        var outbox = new Outbox(pipe.Writer.AsStream(), int.MaxValue, memory) { Ended = () => ended.TrySetResult(), Overflowed = () => ended.TrySetException(new InvalidOperationException("overflowed")) };
        outbox.Open();
        using var expected = new MemoryStream();
        using var received = new MemoryStream();
        var reading = pipe.Reader.CopyToAsync(received, TestContext.Current.CancellationToken);
        for (var i = 0; i < 200; i++)
        {
            var frame = new byte[random.Next(4) == 0 ? random.Next(400_000) : random.Next(300)];
            random.NextBytes(frame);
            expected.Write(frame);
            outbox.Append(frame);
            if (random.Next(3) == 0)
                outbox.Flush();
            if (random.Next(20) == 0)
            {
                await outbox.WhenDrainedAsync();
                outbox.Release();
            }
        }
        outbox.CloseWhenSent();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        await reading;
        Assert.True(expected.ToArray().AsSpan().SequenceEqual(received.ToArray()));
        Assert.Equal((0, 0), (outbox.Waiting, memory.Waiting));
    }
}
