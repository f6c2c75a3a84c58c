using System.Text.Json.Serialization;
using FlinkZk.Clusters.Model;

namespace FlinkZk.Clusters.Rest;

/// <summary>The shapes of Flink's JSON, 1.15 to 2.3. Fields that are not known are passed over, those that are missing are null.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(EpochMilliseconds), typeof(Milliseconds), typeof(LenientNumber), typeof(LenientInteger)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConfigBody))]
[JsonSerializable(typeof(JobsBody))]
[JsonSerializable(typeof(FlinkJobDetails))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(FlinkCheckpoints))]
[JsonSerializable(typeof(ExceptionsBody))]
[JsonSerializable(typeof(TaskManagersBody))]
[JsonSerializable(typeof(MetricBody[]))]
[JsonSerializable(typeof(FlinkMetricSummary[]))]
[JsonSerializable(typeof(JobPlanBody))]
[JsonSerializable(typeof(LogsBody))]
[JsonSerializable(typeof(ThreadsBody))]
[JsonSerializable(typeof(FlinkBackpressure))]
[JsonSerializable(typeof(JarsBody))]
[JsonSerializable(typeof(UploadBody))]
[JsonSerializable(typeof(OperationBody))]
[JsonSerializable(typeof(StopBody))]
[JsonSerializable(typeof(SavepointBody))]
[JsonSerializable(typeof(RunBody))]
[JsonSerializable(typeof(CheckpointSettingsBody))]
[JsonSerializable(typeof(SettingBody[]))]
[JsonSerializable(typeof(CheckpointBody))]
[JsonSerializable(typeof(DisposalBody))]
[JsonSerializable(typeof(TriggerBody))]
[JsonSerializable(typeof(Dictionary<string, VertexRequirementBody>))]
[JsonSerializable(typeof(JobConfigBody))]
internal sealed partial class FlinkJson : JsonSerializerContext;
