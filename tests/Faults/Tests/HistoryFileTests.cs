using System.Text.Json;
using FlinkZk.Faults.Histories;

namespace FlinkZk.Faults.Tests;

public sealed class HistoryFileTests
{
    [Fact]
    public void An_operation_is_a_line_and_comes_back_as_it_was()
    {
        var operation = Past.CompareAndSet(3, 4, "a \"b\"\n", 7);
        Assert.DoesNotContain('\n', operation.ToString());
        Assert.Equal(operation, Operation.Parse(operation.ToString()));
    }

    [Fact]
    public void Of_two_lines_of_an_operation_the_later_counts_and_one_that_never_ended_stays_open()
    {
        var (ended, open) = (Past.Write(0, 5, "a", 1), Past.Write(1, 6, "b", 2).Unanswered());
        var read = HistoryFile.Read([ended.Unanswered().ToString(), open.ToString(), ended.ToString()]);
        Assert.Equal([ended, open], read);
        Assert.Equal(long.MaxValue, open.Over);
    }

    [Fact]
    public void A_torn_last_line_is_of_one_who_was_killed_and_another_is_an_error()
    {
        var line = Past.Write(0, 5, "a", 1).ToString();
        Assert.Single(HistoryFile.Read([line, line[..20]]));
        Assert.Throws<JsonException>(() => HistoryFile.Read([line[..20], line]));
    }
}
