using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>Makes records of one file's content.</summary>
internal interface IRecordReader
{
    /// <summary>Adds one record, or the error in its place.</summary>
    /// <returns>False when there is no more.</returns>
    bool Read(RecordBatch batch);
}
