<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the page about incidents. Its model is the request attribute "view", made by IncidentsServlet: maps, lists and
  texts. None of the texts is escaped yet, and most are those of other servers.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-incidents.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="incidents.title"/></title>
  <meta name="pageID" content="federationsuite-incidents"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<p><fmt:message key="incidents.intro"/></p>

<c:choose>
<c:when test="${not view.running}">
  <%@ include file="federationsuite-not-running.jspf" %>
</c:when>
<c:when test="${view.failed}">
  <p><fmt:message key="incident.result.failed"/></p>
</c:when>
<c:otherwise>

  <c:if test="${not empty view.one.id}">
    <h2 class="jive-contentBoxHeader"><fmt:message key="incidents.one"/></h2>
    <div class="jive-contentBox">
      <table class="federationsuite">
        <tbody>
        <c:forEach items="${view.lines}" var="line">
          <tr id="incident-<c:out value="${line.name}"/>">
            <th scope="row"><c:out value="${line.label}"/></th>
            <td><c:forEach items="${line.values}" var="value"><div><c:out value="${value}"/></div></c:forEach></td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <div class="federationsuite-buttons">
      <c:if test="${view.one.open}">
        <form action="federationsuite-incidents.jsp" method="post" id="handle">
          <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
          <input type="hidden" name="do" value="handle"/>
          <input type="hidden" name="id" value="<c:out value="${view.one.id}"/>"/>
          <button type="submit"><fmt:message key="incidents.handle"/></button>
        </form>
      </c:if>
      <c:if test="${view.one.handled}">
        <form action="federationsuite-incidents.jsp" method="post" id="reopen">
          <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
          <input type="hidden" name="do" value="reopen"/>
          <input type="hidden" name="id" value="<c:out value="${view.one.id}"/>"/>
          <button type="submit"><fmt:message key="incidents.reopen"/></button>
        </form>
      </c:if>
      <c:if test="${view.one.again}">
        <form action="federationsuite-incidents.jsp" method="post" id="again">
          <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
          <input type="hidden" name="do" value="again"/>
          <input type="hidden" name="id" value="<c:out value="${view.one.id}"/>"/>
          <button type="submit"><fmt:message key="incidents.again"/></button>
        </form>
      </c:if>
      <form action="federationsuite-incidents.jsp" method="post" id="remove">
        <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
        <input type="hidden" name="do" value="remove"/>
        <input type="hidden" name="id" value="<c:out value="${view.one.id}"/>"/>
        <button type="submit"><fmt:message key="incidents.remove"/></button>
      </form>
      </div>
      <p><a href="federationsuite-incidents.jsp"><fmt:message key="incidents.back"/></a></p>
    </div>
  </c:if>

  <h2 class="jive-contentBoxHeader"><fmt:message key="incidents.list"/></h2>
  <div class="jive-contentBox">
    <form action="federationsuite-incidents.jsp" method="get" class="federationsuite-search" role="search">
      <input type="hidden" name="show" value="<c:out value="${view.show}"/>"/>
      <label for="q"><fmt:message key="incidents.search"/></label>
      <input type="search" id="q" name="q" maxlength="255" value="<c:out value="${view.q}"/>"/>
      <button type="submit"><fmt:message key="peers.show"/></button>
      <c:if test="${view.filtered}"><a href="federationsuite-incidents.jsp"><fmt:message key="peers.show.all"/></a></c:if>
    </form>
    <p class="federationsuite-filters">
      <c:forEach items="${view.filters}" var="filter">
        <c:choose>
          <c:when test="${filter.on}"><strong aria-current="true"><fmt:message key="incidents.filter.${filter.word}"/> (<c:out value="${filter.count}"/>)</strong></c:when>
          <c:otherwise><a href="<c:out value="${filter.link}"/>"><fmt:message key="incidents.filter.${filter.word}"/> (<c:out value="${filter.count}"/>)</a></c:otherwise>
        </c:choose>
      </c:forEach>
    </p>
    <c:if test="${not empty view.dropped}"><p><c:out value="${view.dropped}"/></p></c:if>
    <c:choose>
    <c:when test="${empty view.rows}">
      <p><c:choose><c:when test="${view.filtered}"><fmt:message key="incidents.none.fits"/></c:when><c:otherwise><fmt:message key="incidents.none"/></c:otherwise></c:choose></p>
    </c:when>
    <c:otherwise>
      <table class="federationsuite" id="reports">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="incident.field.at"/></th>
          <th scope="col"><fmt:message key="incident.field.peer"/></th>
          <th scope="col"><fmt:message key="incident.field.state"/></th>
          <th scope="col"><fmt:message key="incident.field.text"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.rows}" var="row">
          <tr>
            <td class="federationsuite-time"><c:out value="${row.at}"/></td>
            <th scope="row"><a href="<c:out value="${row.link}"/>"><c:out value="${row.peer}"/></a>
              <p class="federationsuite-plain"><c:out value="${row.direction}"/>: <c:out value="${row.kind}"/></p></th>
            <td class="federationsuite-note federationsuite-name"><c:out value="${row.state}"/><c:if test="${not empty row.answer}"><p><c:out value="${row.answer}"/></p></c:if>
              <c:if test="${not empty row.handled}"><p><fmt:message key="incident.field.handled"/> <c:out value="${row.handled}"/></p></c:if></td>
            <td class="federationsuite-note"><c:out value="${row.text}"/></td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <%@ include file="federationsuite-paging.jspf" %>
      <p><a href="<c:out value="${view.export}"/>"><fmt:message key="incidents.export"/></a></p>
    </c:otherwise>
    </c:choose>
  </div>

  <c:if test="${not empty view.removed}">
    <h2 class="jive-contentBoxHeader"><fmt:message key="incidents.removed"/></h2>
    <div class="jive-contentBox">
      <p><fmt:message key="incidents.removed.intro"/></p>
      <table class="federationsuite" id="removed">
        <thead>
        <tr>
          <th scope="col"><fmt:message key="incident.field.at"/></th>
          <th scope="col"><fmt:message key="incident.field.peer"/></th>
          <th scope="col"><fmt:message key="incident.field.text"/></th>
          <th scope="col"><fmt:message key="incidents.undo"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.removed}" var="row">
          <tr>
            <td class="federationsuite-time"><c:out value="${row.at}"/></td>
            <th scope="row" id="removed-<c:out value="${row.id}"/>"><c:out value="${row.peer}"/>
              <p class="federationsuite-plain"><c:out value="${row.direction}"/>: <c:out value="${row.kind}"/></p></th>
            <td class="federationsuite-note"><c:out value="${row.text}"/></td>
            <td>
              <form action="federationsuite-incidents.jsp" method="post">
                <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
                <input type="hidden" name="do" value="restore"/>
                <input type="hidden" name="id" value="<c:out value="${row.id}"/>"/>
                <button type="submit" aria-describedby="removed-<c:out value="${row.id}"/>"><fmt:message key="incidents.restore"/></button>
              </form>
            </td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
    </div>
  </c:if>

  <h2 class="jive-contentBoxHeader"><fmt:message key="incidents.send"/></h2>
  <div class="jive-contentBox">
    <c:choose>
    <c:when test="${empty view.buddies}">
      <p><fmt:message key="incidents.nobody"/></p>
    </c:when>
    <c:otherwise>
    <p><fmt:message key="incident.form.send"/></p>
    <form action="federationsuite-incidents.jsp" method="post" class="federationsuite-fields" id="send">
      <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
      <input type="hidden" name="do" value="send"/>
      <p>
        <label for="kind"><fmt:message key="incident.field.kind"/></label>
        <select id="kind" name="kind">
          <c:forEach items="${view.kinds}" var="choice">
            <option value="<c:out value="${choice.value}"/>"<c:if test="${choice.value eq view.typed.kind}"> selected="selected"</c:if>><c:out value="${choice.label}"/></option>
          </c:forEach>
        </select>
      </p>
      <p>
        <label for="peers"><fmt:message key="incident.field.peers"/></label>
        <input type="text" id="peers" name="peers" size="60" value="<c:out value="${view.typed.peers}"/>"/>
        <span class="federationsuite-hint"><c:out value="${view.buddies}"/></span>
      </p>
      <p>
        <label for="text"><fmt:message key="incident.field.text"/></label>
        <textarea id="text" name="text" rows="4" cols="60"><c:out value="${view.typed.text}"/></textarea>
      </p>
      <p>
        <label for="sources"><fmt:message key="incident.field.sources"/></label>
        <textarea id="sources" name="sources" rows="2" cols="60"><c:out value="${view.typed.sources}"/></textarea>
      </p>
      <p>
        <label for="purpose"><fmt:message key="incident.field.purpose"/></label>
        <select id="purpose" name="purpose">
          <c:forEach items="${view.purposes}" var="choice">
            <option<c:if test="${choice eq view.typed.purpose}"> selected="selected"</c:if>><c:out value="${choice}"/></option>
          </c:forEach>
        </select>
      </p>
      <p>
        <label for="action"><fmt:message key="incident.field.action"/></label>
        <select id="action" name="action">
          <c:forEach items="${view.actions}" var="choice">
            <option value="<c:out value="${choice}"/>"<c:if test="${choice eq view.typed.action}"> selected="selected"</c:if>><c:choose><c:when test="${empty choice}"><fmt:message key="incidents.no-action"/></c:when><c:otherwise><c:out value="${choice}"/></c:otherwise></c:choose></option>
          </c:forEach>
        </select>
      </p>
      <p>
        <label for="start"><fmt:message key="incident.field.start"/></label>
        <input type="datetime-local" id="start" name="start" value="<c:out value="${view.typed.start}"/>"/>
      </p>
      <p>
        <label for="end"><fmt:message key="incident.field.end"/></label>
        <input type="datetime-local" id="end" name="end" value="<c:out value="${view.typed.end}"/>"/>
      </p>
      <p>
        <label for="about"><fmt:message key="incident.field.about-send"/></label>
        <input type="text" id="about" name="about" size="60" value="<c:out value="${view.typed.about}"/>"/>
      </p>
      <p>
        <label for="related"><fmt:message key="incident.field.related-send"/></label>
        <input type="text" id="related" name="related" size="60" value="<c:out value="${view.typed.related}"/>"/>
      </p>
      <p>
        <label for="status"><fmt:message key="incident.field.status"/></label>
        <select id="status" name="status">
          <c:forEach items="${view.statuses}" var="choice">
            <option value="<c:out value="${choice.value}"/>"<c:if test="${choice.value eq view.typed.status}"> selected="selected"</c:if>><c:out value="${choice.label}"/></option>
          </c:forEach>
        </select>
      </p>
      <button type="submit"><fmt:message key="incidents.send.button"/></button>
    </form>
    </c:otherwise>
    </c:choose>
  </div>

</c:otherwise>
</c:choose>

</body>
</html>
