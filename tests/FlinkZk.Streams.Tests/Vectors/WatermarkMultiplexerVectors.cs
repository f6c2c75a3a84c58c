using FlinkZk.Streams.Time;

namespace FlinkZk.Streams.Tests.Vectors;

public sealed class WatermarkMultiplexerVectors : IWatermarkOutput
{
    private readonly List<string> _out = [];

    public static TheoryData<string> Names => Vector.Of("splitWatermarkMultiplexer");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_multiplexer_does_what_Flinks_did(string name)
    {
        var splits = new WatermarkMultiplexer(this);
        foreach (var step in Vector.Load(name).Steps)
        {
            _out.Clear();
            var split = step.TryGetProperty("split", out var text) ? text.GetString()! : "";
            if (step.TryGetProperty("register", out _))
                splits.Register(split);
            else if (step.TryGetProperty("unregister", out _))
                Assert.True(splits.Unregister(split));
            else if (step.TryGetProperty("immediate", out var watermark))
                splits.Immediate(split, watermark.GetInt64());
            else if (step.TryGetProperty("deferred", out watermark))
                splits.Deferred(split, watermark.GetInt64());
            else if (step.TryGetProperty("periodicEmit", out _))
                splits.OnPeriodicEmit();
            else
                splits.SetIdle(split, step.TryGetProperty("idle", out _));
            Assert.Equal(Vector.Expected(step, false), _out);
        }
    }

    [Fact]
    public void All_vectors_of_all_operators_run()
    {
        string[] ran = ["window", "keyedProcess", "keyedCoProcess", "intervalJoin", "watermarkValve", "timestampsAndWatermarks", "splitWatermarkMultiplexer"];
        Assert.Equal(111, ran.Sum(name => Vector.Of(name).Count));
    }

    void IWatermarkOutput.EmitWatermark(long watermark) => _out.Add($"watermark {watermark}");

    void IWatermarkOutput.MarkIdle() => _out.Add("status idle");
}
