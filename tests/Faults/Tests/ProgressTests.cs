using FlinkZk.Faults.Contenders;
using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Tests;

public sealed class ProgressTests
{
    private readonly Progress _progress = new();

    [Fact]
    public void Nobody_who_did_not_ask_is_told() => Assert.DoesNotContain(true, Progress.Kinds.Select(kind => _progress.Add(Success(kind))));

    [Fact]
    public void It_is_told_once_when_the_last_kind_has_succeeded()
    {
        _progress.Ask();
        Assert.Equal([.. Progress.Kinds.Skip(1).Select(_ => false), true], Progress.Kinds.Select(kind => _progress.Add(Success(kind))));
        Assert.False(_progress.Add(Success(Kind.Read)));
    }

    [Fact]
    public void What_began_before_does_not_count()
    {
        var before = Progress.Kinds.Select(Success).ToArray();
        _progress.Ask();
        Assert.DoesNotContain(true, before.Select(_progress.Add));
    }

    private static Operation Success(Kind kind) => new() { Contender = 1, Id = 1, Kind = kind, Key = "/a", Began = Clock.Now, Outcome = Outcome.Ok };
}
